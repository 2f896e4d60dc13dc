/** Tests of what follows from an engine's versions. */
@NullMarked
package dev.cofferdam.cli.doctor;

import org.jspecify.annotations.NullMarked;
