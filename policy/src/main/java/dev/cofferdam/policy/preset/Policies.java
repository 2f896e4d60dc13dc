package dev.cofferdam.policy.preset;

import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.compat.CompatPolicy;
import java.util.HashMap;
import java.util.Map;

/** Makes policies of settings. */
public final class Policies {
  private Policies() {}

  /**
   * The policy that these settings describe.
   *
   * @throws IllegalArgumentException when an image pattern cannot be read
   */
  public static Policy compile(Settings settings) {
    return switch (settings.preset()) {
      case DEVELOP -> Develop.policy(settings);
      case OBSERVE -> Observe.policy(settings);
      case TRANSPARENT -> Transparent.policy(settings);
      case COMPAT -> new CompatPolicy(settings);
    };
  }

  /**
   * The settings in which the rule of a finding lets pass: with the policy compiled from them, a
   * call that somebody approved is decided once more, and every other rule still holds.
   */
  public static Settings approved(Settings settings, Finding finding) {
    Map<String, RuleSetting> rules = new HashMap<>(settings.rules());
    rules.put(finding.rule(), RuleSetting.ALLOW);
    return new Settings(
        settings.preset(),
        settings.mode(),
        settings.floor(),
        settings.operations(),
        rules,
        settings.limits(),
        settings.images(),
        settings.reservedLabels(),
        settings.publishAddress(),
        settings.mounts(),
        settings.capabilities(),
        settings.sharedNetworks(),
        settings.sharedContainers(),
        settings.maskEnvironment(),
        settings.onJournalFailure(),
        settings.compat());
  }
}
