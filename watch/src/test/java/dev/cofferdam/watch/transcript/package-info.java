@NullMarked
package dev.cofferdam.watch.transcript;

import org.jspecify.annotations.NullMarked;
