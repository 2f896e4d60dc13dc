/**
 * The preset {@code compat}: decides by method and path as docker-socket-proxy does, so that its
 * users can change the image and keep their environment variables.
 *
 * <p>Facts: Tecnativa/docker-socket-proxy a6fbf38 and linuxserver/docker-socket-proxy of August
 * 2026, both HAProxy configurations; what HAProxy makes of a value was observed on HAProxy 2.6.
 * Neighbours: {@code policy} compiles {@link dev.cofferdam.policy.compat.CompatPolicy} from its
 * settings; the gate reads the listener's part of the environment.
 */
@NullMarked
package dev.cofferdam.policy.compat;

import org.jspecify.annotations.NullMarked;
