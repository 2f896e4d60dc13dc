/**
 * What a session is: its name, its folder on the host, its labels. A workspace session is a
 * container for an agent with a project and a gate of its own; the packages beside this one each do
 * one thing for it.
 */
@NullMarked
package dev.cofferdam.session;

import org.jspecify.annotations.NullMarked;
