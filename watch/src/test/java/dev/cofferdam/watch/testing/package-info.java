/** What several tests of this module need: images for helpers, programs that look like agents. */
@NullMarked
package dev.cofferdam.watch.testing;

import org.jspecify.annotations.NullMarked;
