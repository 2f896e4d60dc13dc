/**
 * Files of users and containers, read without leaving a trace: listed, described and read from an
 * offset, whichever way leads to them. {@link dev.cofferdam.watch.source.LocalFiles} reads this
 * machine; the discovery package reads through helper containers. Knows only {@code exchange}.
 */
@NullMarked
package dev.cofferdam.watch.source;

import org.jspecify.annotations.NullMarked;
