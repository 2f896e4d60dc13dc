/**
 * {@code coffer prompts}: what was asked and answered, found again. Neighbours: the archive,
 * through {@code cli.shared}.
 */
@NullMarked
package dev.cofferdam.cli.prompts;

import org.jspecify.annotations.NullMarked;
