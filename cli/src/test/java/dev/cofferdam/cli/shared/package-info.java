/** What several commands ask of their users. */
@NullMarked
package dev.cofferdam.cli.shared;

import org.jspecify.annotations.NullMarked;
