/**
 * A project's git repository around a session: a worktree for a branch, the identity that commits
 * carry, and what of the repository could run code on the host afterwards.
 */
@NullMarked
package dev.cofferdam.session.git;

import org.jspecify.annotations.NullMarked;
