/**
 * A project's own settings, {@code .coffer/config.yaml}: read whole, with every problem told at
 * once. The agent can write the file, so what reaches beyond the project is asked about, see {@link
 * dev.cofferdam.session.settings.Trust}.
 */
@NullMarked
package dev.cofferdam.session.settings;

import org.jspecify.annotations.NullMarked;
