package dev.cofferdam.gate.connection;

import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.util.function.Supplier;

/**
 * Who a connection's requests come from and what decides them.
 *
 * @param principal fixed for the life of the connection
 * @param policy the policy in force; asked once per request, so that a reload takes effect with the
 *     next one
 * @param networked whether the listener can be reached over TCP, where browsers can reach it too
 */
public record Access(Principal principal, Supplier<Policy> policy, boolean networked) {}
