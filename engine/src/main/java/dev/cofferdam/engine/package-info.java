/**
 * What the Docker Engine API is. The only place in Cofferdam that knows URLs and JSON member names:
 * {@code catalogue} (operations), {@code body} (typed JSON bodies), {@code client} (a thin blocking
 * client) and {@code build} (build contexts and Dockerfiles). Every other module may use it; it
 * uses none of them.
 */
@NullMarked
package dev.cofferdam.engine;

import org.jspecify.annotations.NullMarked;
