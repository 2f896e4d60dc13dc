/**
 * What the tests of several modules share: programs that run and are waited for, a terminal to
 * drive ({@link dev.cofferdam.testkit.Tmux}), the real Claude Code command and a stand-in for the
 * API it talks to. No part of the product; knows none of its modules.
 */
@NullMarked
package dev.cofferdam.testkit;

import org.jspecify.annotations.NullMarked;
