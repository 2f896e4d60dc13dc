@NullMarked
package dev.cofferdam.watch.ingest;

import org.jspecify.annotations.NullMarked;
