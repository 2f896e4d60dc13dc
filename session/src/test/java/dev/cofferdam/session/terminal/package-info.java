/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.terminal;

import org.jspecify.annotations.NullMarked;
