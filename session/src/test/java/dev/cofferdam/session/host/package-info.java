/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.host;

import org.jspecify.annotations.NullMarked;
