/** Tests of workspaces: the real command on a real engine. */
@NullMarked
package dev.cofferdam.cli.session;

import org.jspecify.annotations.NullMarked;
