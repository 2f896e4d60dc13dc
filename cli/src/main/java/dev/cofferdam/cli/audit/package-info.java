/**
 * {@code coffer audit}: reads and verifies the journal. Neighbour: {@code journal}, which does the
 * work.
 */
@NullMarked
package dev.cofferdam.cli.audit;

import org.jspecify.annotations.NullMarked;
