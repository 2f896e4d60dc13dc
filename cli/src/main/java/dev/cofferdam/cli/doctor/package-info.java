/**
 * {@code coffer doctor}: looks at the engine, this machine and Cofferdam's folders, and says what
 * to do.
 */
@NullMarked
package dev.cofferdam.cli.doctor;

import org.jspecify.annotations.NullMarked;
