/**
 * The commands around workspaces: {@code run}, {@code sessions}, {@code attach}, {@code kill},
 * {@code init}, and the hidden one that serves a session. Options and output are here, what happens
 * is in the session module.
 */
@NullMarked
package dev.cofferdam.cli.session;

import org.jspecify.annotations.NullMarked;
