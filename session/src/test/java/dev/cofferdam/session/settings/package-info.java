/** Tests of this package. */
@NullMarked
package dev.cofferdam.session.settings;

import org.jspecify.annotations.NullMarked;
