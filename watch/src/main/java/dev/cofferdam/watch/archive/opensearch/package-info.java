/**
 * The archive in an OpenSearch cluster: an index template, an alias that everything goes through,
 * and the same questions as the Lucene archive answers. Neighbours: {@code archive} above, whose
 * interface it fulfils, and {@code archive.text}, which shows matches.
 */
@NullMarked
package dev.cofferdam.watch.archive.opensearch;

import org.jspecify.annotations.NullMarked;
