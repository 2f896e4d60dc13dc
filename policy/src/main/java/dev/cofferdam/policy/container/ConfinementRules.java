package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What holds a process inside its container: capabilities, devices, seccomp, masks, runtime. */
final class ConfinementRules {
  /** Options that only tighten, or that name what the engine does anyway. */
  private static final Set<String> SECURITY_OPTIONS =
      Set.of(
          "no-new-privileges",
          "no-new-privileges=true",
          "no-new-privileges:true",
          "apparmor=docker-default",
          "apparmor:docker-default",
          "seccomp=builtin",
          "seccomp:builtin");

  /** Sysctls of the container's own network namespace that cannot be felt outside of it. */
  private static final Set<String> SYSCTLS =
      Set.of(
          "net.core.somaxconn",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ping_group_range",
          "net.ipv4.tcp_syncookies",
          "net.ipv6.conf.all.disable_ipv6",
          "net.ipv6.conf.default.disable_ipv6",
          "net.ipv6.conf.lo.disable_ipv6");

  private ConfinementRules() {}

  static List<BodyRule> all() {
    return List.of(
        BodyRule.check(
            HostConfig.PRIVILEGED,
            (ruling, _) ->
                ruling.refuse(
                    Rules.CONTAINER_PRIVILEGED,
                    "privileged containers are not allowed here",
                    "drop --privileged; name what is needed, such as --cap-add or a volume; if buildx"
                        + " asked for it, set DOCKER_BUILDKIT=0")),
        BodyRule.check(HostConfig.CAP_ADD, ConfinementRules::capabilities),
        BodyRule.check(HostConfig.CAPABILITIES, ConfinementRules::capabilities),
        none(HostConfig.DEVICES, Rules.CONTAINER_DEVICES, "devices of the host"),
        none(HostConfig.DEVICE_CGROUP_RULES, Rules.CONTAINER_DEVICE_CGROUP_RULES, "device rules"),
        none(
            HostConfig.DEVICE_REQUESTS,
            Rules.CONTAINER_DEVICE_REQUESTS,
            "GPUs and other injected devices"),
        BodyRule.check(HostConfig.SECURITY_OPT, ConfinementRules::securityOptions),
        paths(HostConfig.MASKED_PATHS),
        paths(HostConfig.READONLY_PATHS),
        BodyRule.check(HostConfig.SYSCTLS, ConfinementRules::sysctls),
        BodyRule.check(HostConfig.RUNTIME, ConfinementRules::runtime),
        none(HostConfig.ANNOTATIONS, Rules.CONTAINER_ANNOTATIONS, "annotations for the runtime"),
        none(HostConfig.STORAGE_OPT, Rules.CONTAINER_STORAGE_OPT, "storage options"));
  }

  static BodyRule none(Member<?> member, Rule rule, String what) {
    return new BodyRule(
        Set.of(member),
        (ruling, body) -> {
          if (!body.isZero(member)) {
            ruling.refuse(rule, what + " are not allowed here", "leave them out");
          }
          return body;
        });
  }

  /** An empty list uncovers {@code /proc} as much as a short one, so only absence passes. */
  private static BodyRule paths(Member<List<String>> member) {
    return new BodyRule(
        Set.of(member),
        (Ruling ruling, Body body) -> {
          if (body.has(member)) {
            ruling.refuse(
                Rules.CONTAINER_MASKED_PATHS,
                "the masks over /proc and /sys cannot be changed here",
                "drop --security-opt systempaths=unconfined");
          }
          return body;
        });
  }

  private static void capabilities(Ruling ruling, List<String> names) {
    for (String name : names) {
      String bare = name.toUpperCase(Locale.ROOT);
      bare = bare.startsWith("CAP_") ? bare.substring(4) : bare;
      if (bare.equals("ALL") || !ruling.settings().capabilities().contains(bare)) {
        ruling.refuse(
            Rules.CONTAINER_CAP_ADD,
            "the capability " + (Words.isWord(bare) ? bare : "given") + " is not allowed here",
            ruling.settings().capabilities().isEmpty()
                ? "none may be added"
                : "allowed are " + Words.list(ruling.settings().capabilities()));
      }
    }
  }

  private static void securityOptions(Ruling ruling, List<String> options) {
    for (String option : options) {
      if (!SECURITY_OPTIONS.contains(option)) {
        ruling.refuse(
            Rules.CONTAINER_SECURITY_OPT,
            "this security option is not allowed here",
            "only no-new-privileges may be set; seccomp and AppArmor stay as the engine has them");
      }
    }
  }

  private static void sysctls(Ruling ruling, Map<String, String> sysctls) {
    for (String name : sysctls.keySet()) {
      if (!SYSCTLS.contains(name)) {
        ruling.refuse(
            Rules.CONTAINER_SYSCTLS,
            "this sysctl is not allowed here",
            "allowed are " + Words.list(SYSCTLS));
      }
    }
  }

  private static void runtime(Ruling ruling, String runtime) {
    if (!runtime.equals("runc") && !runtime.equals("io.containerd.runc.v2")) {
      ruling.refuse(
          Rules.CONTAINER_RUNTIME, "the runtime cannot be chosen here", "leave out --runtime");
    }
  }
}
