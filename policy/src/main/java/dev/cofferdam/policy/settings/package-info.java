/**
 * Where {@link dev.cofferdam.policy.Settings} come from: the defaults of the presets, and YAML
 * files on top of them. Texts go in and come out; reading files is the caller's. The strict reading
 * of YAML ({@link dev.cofferdam.policy.settings.YamlReader}, {@link
 * dev.cofferdam.policy.settings.Section}) serves other files of Cofferdam too.
 *
 * <p>Neighbours: {@code policy} compiles the settings; {@code policy.image} checks image patterns;
 * {@code policy.compat} knows docker-socket-proxy's variables.
 */
@NullMarked
package dev.cofferdam.policy.settings;

import org.jspecify.annotations.NullMarked;
