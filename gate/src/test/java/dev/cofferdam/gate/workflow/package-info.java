/**
 * Ordinary work with the real {@code docker} command and {@code docker compose} through a gate with
 * the policy {@code develop}: whatever works on the host must work here, on an old engine and on a
 * new one.
 *
 * <p>Each test class gets a {@link dev.cofferdam.gate.workflow.Workbench} for each engine in turn.
 * All that is made carries the names {@code wf-…} or belongs to the principals {@code wf-alice} and
 * {@code wf-bob}, and is removed at the end. Neighbours: {@code gate.testing} starts the gate.
 */
@NullMarked
package dev.cofferdam.gate.workflow;

import org.jspecify.annotations.NullMarked;
