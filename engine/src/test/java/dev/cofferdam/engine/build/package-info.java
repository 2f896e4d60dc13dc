/** Tests of what is read of a build before the engine runs it. */
@NullMarked
package dev.cofferdam.engine.build;

import org.jspecify.annotations.NullMarked;
