/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.image;

import org.jspecify.annotations.NullMarked;
