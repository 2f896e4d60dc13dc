/**
 * What the commands share: failures with exit codes, the options that several of them have, tables
 * and JSON. Knows no command.
 */
@NullMarked
package dev.cofferdam.cli.shared;

import org.jspecify.annotations.NullMarked;
