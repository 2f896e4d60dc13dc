/**
 * A workspace's container: what it is created from, and the life of it from the first {@code coffer
 * run} to the end. Stands on the plan, the image and the terminal packages; the host process is
 * started here but lives in its own package.
 */
@NullMarked
package dev.cofferdam.session.workspace;

import org.jspecify.annotations.NullMarked;
