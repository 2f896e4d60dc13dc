package dev.cofferdam.cli.policy;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.compat.CompatPolicy;
import dev.cofferdam.policy.preset.Policies;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every rule of a policy, with what happens when it finds something. */
final class RuleList {
  private static final Principal ANYBODY = new Principal("anybody");

  private RuleList() {}

  /**
   * One rule.
   *
   * @param setting {@code allow}, {@code deny} or {@code ask}
   */
  record Line(String id, String setting, String about) {}

  static List<Line> of(Settings settings) {
    Policy policy = Policies.compile(settings);
    Map<Operation, String> operations = new EnumMap<>(Operation.class);
    Set<String> ofOperations = new HashSet<>();
    for (Operation operation : Operation.values()) {
      operations.put(
          operation,
          policy.admit(ANYBODY, operation, settings.floor()).map(RuleList::word).orElse("allow"));
      ofOperations.add(Rules.of(operation).id());
    }
    List<Line> lines = new ArrayList<>();
    for (Rule rule : Rules.all()) {
      if (!ofOperations.contains(rule.id()) && applies(settings.preset(), rule.id())) {
        lines.add(new Line(rule.id(), setting(settings, rule.id()), rule.description()));
      }
    }
    if (settings.preset() == Preset.COMPAT) {
      CompatPolicy.RULES.stream()
          .sorted()
          .forEach(id ->
              lines.add(
                  new Line(
                      id,
                      setting(settings, id),
                      id.equals(CompatPolicy.UNLISTED)
                          ? "calls that no variable of docker-socket-proxy opens"
                          : "calls that need the variable " + id.substring(id.indexOf('.') + 1))));
    }
    Set<String> listed = new HashSet<>();
    operations.forEach((operation, word) -> {
      Rule rule = Rules.of(operation);
      if (listed.add(rule.id())) {
        lines.add(new Line(rule.id(), word, rule.description()));
      }
    });
    return lines;
  }

  /** The presets that decide by method and path have no rules about bodies. */
  private static boolean applies(Preset preset, String id) {
    return switch (preset) {
      case OBSERVE, DEVELOP -> true;
      case COMPAT, TRANSPARENT -> id.equals(Rules.API_FLOOR.id());
    };
  }

  private static String setting(Settings settings, String id) {
    return settings.rules().getOrDefault(id, RuleSetting.DENY).name().toLowerCase(Locale.ROOT);
  }

  private static String word(Verdict objection) {
    return switch (objection) {
      case Verdict.Forward _ -> "allow";
      case Verdict.Deny _ -> "deny";
      case Verdict.Ask _ -> "ask";
    };
  }
}
