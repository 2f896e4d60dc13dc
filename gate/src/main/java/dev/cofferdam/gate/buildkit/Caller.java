package dev.cofferdam.gate.buildkit;

import dev.cofferdam.journal.Peer;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param policy the policy in force, asked once per call
 */
public record Caller(Principal principal, Supplier<Policy> policy, @Nullable Peer peer) {}
