/**
 * Secrets as files that only the agent's user can read, in a folder that the workspace does not
 * have: each file is mounted on its own. Their values are in no label, variable, plan or log.
 */
@NullMarked
package dev.cofferdam.session.secret;

import org.jspecify.annotations.NullMarked;
