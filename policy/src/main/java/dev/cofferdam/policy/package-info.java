/**
 * Decisions, and nothing else: no I/O, no threads, no clock. {@link dev.cofferdam.policy.Policy} is
 * given a {@link dev.cofferdam.policy.Principal}, a {@link dev.cofferdam.policy.Call} and the
 * {@link dev.cofferdam.policy.Facts} it asked for, and answers with a {@link
 * dev.cofferdam.policy.Verdict}.
 *
 * <p>A decision has three steps, so that the gate can do the I/O between them:
 *
 * <ol>
 *   <li>{@code admit} – may this principal use this operation at all? Before any body is read.
 *   <li>{@code references} – which containers, networks, images, paths does the call name? The gate
 *       asks the engine about them.
 *   <li>{@code decide} – with these facts: forward (rebuilt, names replaced by ids), deny or ask.
 * </ol>
 *
 * <p>Where a body is a stream that the gate checks on its way, the policy has the last word on its
 * {@link dev.cofferdam.policy.Contents} too.
 *
 * <p>{@code preset} makes policies of {@link dev.cofferdam.policy.Settings}; {@link
 * dev.cofferdam.policy.Rules} lists what they check.
 *
 * <p>Neighbours: {@code engine} describes operations and bodies; {@code gate} asks and carries out.
 */
@NullMarked
package dev.cofferdam.policy;

import org.jspecify.annotations.NullMarked;
