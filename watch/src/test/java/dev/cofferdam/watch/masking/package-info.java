@NullMarked
package dev.cofferdam.watch.masking;

import org.jspecify.annotations.NullMarked;
