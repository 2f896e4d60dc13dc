/** Recordings of terminals, as they are written. */
@NullMarked
package dev.cofferdam.session.recording;

import org.jspecify.annotations.NullMarked;
