package dev.cofferdam.policy.compat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.CompatSwitches;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.settings.Presets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a policy about whole operations. */
final class Compat {
  static final Principal SOMEBODY = new Principal("somebody");
  private static final EngineTraits ENGINE =
      new EngineTraits(new ApiVersion(41), new ApiVersion(12));

  private Compat() {}

  static Settings settings(Map<String, String> environment) {
    return with(CompatEnvironment.read(environment).switches());
  }

  private static Settings with(CompatSwitches switches) {
    Settings s = Presets.defaults(Preset.COMPAT);
    return new Settings(
        s.preset(),
        s.mode(),
        s.floor(),
        s.operations(),
        s.rules(),
        s.limits(),
        s.images(),
        s.reservedLabels(),
        s.publishAddress(),
        s.mounts(),
        s.capabilities(),
        s.sharedNetworks(),
        s.sharedContainers(),
        s.maskEnvironment(),
        s.onJournalFailure(),
        switches);
  }

  static Verdict verdict(Policy policy, Operation operation) {
    return verdict(policy, operation, "abc_1.2-x");
  }

  static Verdict verdict(Policy policy, Operation operation, String target) {
    Optional<Verdict> refused = policy.admit(SOMEBODY, operation, new ApiVersion(41));
    if (refused.isPresent()) {
      return refused.get();
    }
    List<String> variables =
        operation.template().contains("{checkpoint}")
            ? List.of(target, "c")
            : operation.template().contains("{") ? List.of(target) : List.of();
    Call call = new Call(operation, new ApiVersion(41), variables, Query.empty(), null);
    return policy.decide(SOMEBODY, call, new Facts(ENGINE, Map.of()));
  }

  static boolean allows(Policy policy, Operation operation) {
    return verdict(policy, operation) instanceof Verdict.Forward;
  }
}
