/** Tests of {@code coffer watch}'s settings. */
@NullMarked
package dev.cofferdam.cli.watch;

import org.jspecify.annotations.NullMarked;
