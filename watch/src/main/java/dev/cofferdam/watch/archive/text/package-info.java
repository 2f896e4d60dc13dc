/**
 * How texts are cut into words, how questions are read and how matches are shown: the same for both
 * archives, so that they give the same answers. Knows {@code archive} alone.
 */
@NullMarked
package dev.cofferdam.watch.archive.text;

import org.jspecify.annotations.NullMarked;
