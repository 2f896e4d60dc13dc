/**
 * Keeps exchanges and finds them again. {@code Archive} is the one interface; {@code lucene} below
 * keeps it in files, {@code opensearch} in a cluster, and both give the same answers. Neighbours:
 * {@code exchange}, which is what is kept.
 */
@NullMarked
package dev.cofferdam.watch.archive;

import org.jspecify.annotations.NullMarked;
