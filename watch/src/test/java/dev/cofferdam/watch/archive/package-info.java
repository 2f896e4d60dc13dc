@NullMarked
package dev.cofferdam.watch.archive;

import org.jspecify.annotations.NullMarked;
