@NullMarked
package dev.cofferdam.watch.monitor;

import org.jspecify.annotations.NullMarked;
