/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.secret;

import org.jspecify.annotations.NullMarked;
