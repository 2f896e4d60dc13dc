/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.git;

import org.jspecify.annotations.NullMarked;
