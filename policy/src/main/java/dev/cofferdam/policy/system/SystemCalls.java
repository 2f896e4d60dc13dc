package dev.cofferdam.policy.system;

import dev.cofferdam.engine.body.AuthConfig;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.image.ImagePatterns;
import dev.cofferdam.policy.query.FilterRules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Map;
import java.util.Set;

/** The operations on the engine itself. */
public final class SystemCalls {
  private static final Decider NOTHING = _ -> {};
  private static final Set<String> HUB =
      Set.of("", "docker.io", "https://index.docker.io/v1/", "index.docker.io");

  private SystemCalls() {}

  /** Adds how each operation on the engine is decided. */
  public static void addTo(Map<Operation, Decision> table) {
    table.put(Operation.SYSTEM_PING, Decision.alone(NOTHING));
    table.put(Operation.SYSTEM_PING_HEAD, Decision.alone(NOTHING));
    table.put(Operation.SYSTEM_VERSION, Decision.alone(NOTHING));
    table.put(Operation.SYSTEM_INFO, Decision.alone(ruling -> ruling.view(View.MASK_INFO)));
    Decider events =
        FilterRules.known(
            "config",
            "container",
            "daemon",
            "event",
            "image",
            "label",
            "network",
            "node",
            "plugin",
            "scope",
            "secret",
            "service",
            "type",
            "volume");
    table.put(
        Operation.SYSTEM_EVENTS,
        Decision.alone(events.then(ruling -> ruling.view(View.FILTER_EVENTS))));
    table.put(
        Operation.SYSTEM_DATA_USAGE, Decision.alone(ruling -> ruling.view(View.FILTER_DISK_USAGE)));
    table.put(Operation.SYSTEM_AUTH, new Decision(BodyReading.TYPED, false, SystemCalls::login));
  }

  /** The engine connects to whatever address stands here, with the caller's credentials. */
  private static void login(Ruling ruling) {
    String address = ruling.body(AuthConfig.SHAPE).get(AuthConfig.SERVERADDRESS, "");
    String registry = HUB.contains(address) ? "docker.io" : address;
    if (!ImagePatterns.of(ruling.settings().images()).mayReach(registry)) {
      ruling.refuse(
          Rules.REGISTRY_LOGIN,
          "no pattern allows images of this registry",
          "log in where images.allow lets you pull from, with the plain host name");
    }
  }
}
