package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.PortBinding;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports of the host. They are published where the policy says, and nowhere else. */
final class PortRules {
  private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|::1");
  private static final Set<String> ANY = Set.of("", "0.0.0.0", "::");
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final int LAST = 65_535;

  private PortRules() {}

  static List<BodyRule> all() {
    return List.of(
        BodyRule.rewrite(HostConfig.PORT_BINDINGS, PortRules::bindings),
        BodyRule.check(
            HostConfig.PUBLISH_ALL_PORTS,
            (ruling, _) ->
                ruling.refuse(
                    Rules.PORTS_ALL,
                    "publishing all ports would leave the address to the engine",
                    "name them: -p "
                        + ruling.settings().publishAddress()
                        + "::PORT publishes PORT on a free port")));
  }

  /** How many ports of the host these bindings take. */
  static int count(Body host) {
    int ports = 0;
    for (List<Body> bindings : host.get(HostConfig.PORT_BINDINGS, Map.of()).values()) {
      ports += bindings.size();
    }
    return ports;
  }

  private static Map<String, List<Body>> bindings(Ruling ruling, Map<String, List<Body>> ports) {
    Map<String, List<Body>> result = new LinkedHashMap<>();
    ports.forEach((port, bindings) -> {
      // Engines differ on what an empty list means; one that is full means one thing.
      List<Body> named = bindings.isEmpty() ? List.of(PortBinding.SHAPE.empty()) : bindings;
      // 0.0.0.0 and :: become one address, and one port cannot be bound there twice.
      Set<Body> distinct = new LinkedHashSet<>();
      for (Body binding : named) {
        distinct.add(binding(ruling, binding));
      }
      result.put(port, List.copyOf(distinct));
    });
    return result;
  }

  private static Body binding(Ruling ruling, Body binding) {
    hostPort(ruling, binding.get(PortBinding.HOST_PORT, ""));
    String address = binding.get(PortBinding.HOST_IP, "");
    String publish = ruling.settings().publishAddress();
    if (address.equals(publish) || LOOPBACK.matcher(address).matches()) {
      return binding;
    }
    if (ANY.contains(address)) {
      ruling.changed("port published on " + publish);
      return binding.with(PortBinding.HOST_IP, publish);
    }
    ruling.refuse(
        Rules.PORTS_ADDRESS,
        "ports may not be published on this address",
        "publish on " + publish + ", or give no address");
    return binding;
  }

  private static void hostPort(Ruling ruling, String text) {
    if (text.isEmpty() || text.equals("0")) {
      return;
    }
    Matcher ports = PORTS.matcher(text);
    int first = ports.matches() ? Integer.parseInt(ports.group(1)) : -1;
    int last = first < 0 || ports.group(2) == null ? first : Integer.parseInt(ports.group(2));
    if (first < 0 || last < first || last > LAST) {
      ruling.reject(Rules.PORTS_INVALID, "a host port cannot be read", "use -p 8080:80");
    } else if (first < FIRST_UNPRIVILEGED) {
      ruling.refuse(
          Rules.PORTS_PRIVILEGED,
          "host ports below 1024 may not be published",
          "use a higher one, such as -p " + Math.min(LAST, first + 8000) + ":" + first);
    }
  }
}
