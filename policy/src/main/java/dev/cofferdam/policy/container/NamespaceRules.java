package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import java.util.Set;

/**
 * Namespaces: the container's own, or those of another container of the caller. Docker compares
 * modes exactly, so only exact spellings pass.
 */
final class NamespaceRules {
  private static final String OF_CONTAINER = "container:";

  private NamespaceRules() {}

  static List<BodyRule> all() {
    return List.of(
        BodyRule.rewrite(
            HostConfig.PID_MODE,
            (ruling, mode) -> joined(ruling, mode, Rules.CONTAINER_PID_MODE, Set.of())),
        BodyRule.rewrite(
            HostConfig.IPC_MODE,
            (ruling, mode) ->
                joined(
                    ruling,
                    mode,
                    Rules.CONTAINER_IPC_MODE,
                    Set.of("private", "none", "shareable"))),
        only(HostConfig.UTS_MODE, Rules.CONTAINER_UTS_MODE, Set.of()),
        only(HostConfig.USERNS_MODE, Rules.CONTAINER_USERNS_MODE, Set.of()),
        only(HostConfig.CGROUPNS_MODE, Rules.CONTAINER_CGROUPNS_MODE, Set.of("private")),
        only(HostConfig.CGROUP, Rules.CONTAINER_CGROUP, Set.of()),
        BodyRule.check(
            HostConfig.CGROUP_PARENT,
            (ruling, _) ->
                ruling.refuse(
                    Rules.CONTAINER_CGROUP_PARENT,
                    "a parent cgroup cannot be chosen here",
                    "leave out --cgroup-parent; limits such as --memory work")));
  }

  /** A mode that is one of these words, or the namespace of an own container. */
  static String joined(Ruling ruling, String mode, Rule rule, Set<String> words) {
    if (mode.startsWith(OF_CONTAINER)) {
      return OF_CONTAINER + Owned.container(ruling, mode.substring(OF_CONTAINER.length()));
    }
    if (!words.contains(mode)) {
      foreign(ruling, rule);
    }
    return mode;
  }

  private static BodyRule only(Member<String> member, Rule rule, Set<String> words) {
    return BodyRule.check(
        member,
        (ruling, mode) -> {
          if (!words.contains(mode)) {
            foreign(ruling, rule);
          }
        });
  }

  private static void foreign(Ruling ruling, Rule rule) {
    ruling.refuse(
        rule,
        "namespaces of the host are not allowed here",
        "leave it out, or join a container of your own with container:NAME where Docker has that");
  }
}
