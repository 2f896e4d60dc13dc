/**
 * The archive in files: a Lucene index in a folder that only its owner may enter. Neighbours:
 * {@code archive} above, whose interface it fulfils.
 */
@NullMarked
package dev.cofferdam.watch.archive.lucene;

import org.jspecify.annotations.NullMarked;
