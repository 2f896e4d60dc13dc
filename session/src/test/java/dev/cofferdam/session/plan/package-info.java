/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.plan;

import org.jspecify.annotations.NullMarked;
