package dev.cofferdam.policy.preset;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.build.BuildCalls;
import dev.cofferdam.policy.build.Screens;
import dev.cofferdam.policy.container.ContainerCalls;
import dev.cofferdam.policy.container.ExecCalls;
import dev.cofferdam.policy.image.ImageCalls;
import dev.cofferdam.policy.image.Images;
import dev.cofferdam.policy.network.NetworkCalls;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.system.SystemCalls;
import dev.cofferdam.policy.volume.VolumeCalls;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code develop}: build and run, on what one owns, inside limits. */
final class Develop {
  private Develop() {}

  static Policy policy(Settings settings) {
    Images images = new Images(settings);
    Map<Operation, Decision> table = new EnumMap<>(Operation.class);
    new ContainerCalls(settings, images).addTo(table);
    ExecCalls.addTo(table);
    new ImageCalls(settings, images).addTo(table);
    BuildCalls.addTo(table, images);
    VolumeCalls.addTo(table);
    NetworkCalls.addTo(table);
    SystemCalls.addTo(table);
    return new TablePolicy(settings, table, Develop::sees, new Screens(images));
  }

  /** What is one's own, and the host's images. */
  private static boolean sees(Principal principal, Policy.Kind kind, @Nullable String owner) {
    return owner == null ? kind == Policy.Kind.IMAGE : owner.equals(principal.name());
  }
}
