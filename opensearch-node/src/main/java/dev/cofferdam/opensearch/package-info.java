/**
 * A real OpenSearch node for the tests of the archive. Nothing of the product depends on it; tests
 * start it as a process.
 */
@NullMarked
package dev.cofferdam.opensearch;

import org.jspecify.annotations.NullMarked;
