/**
 * What the terminal of a session showed, written to files that a watch reads: asciicast files of
 * version 2, of the output alone. Stands on {@code session.terminal}, whose streams it listens to.
 */
@NullMarked
package dev.cofferdam.session.recording;

import org.jspecify.annotations.NullMarked;
