/**
 * {@code coffer policy}: shows, checks and explains policies. Asks no engine and changes nothing.
 */
@NullMarked
package dev.cofferdam.cli.policy;

import org.jspecify.annotations.NullMarked;
