/** Workspaces as a person meets them: the command in a process of its own, on a real engine. */
@NullMarked
package dev.cofferdam.cli.session;

import org.jspecify.annotations.NullMarked;
