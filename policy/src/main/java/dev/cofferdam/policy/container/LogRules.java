package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.LogConfig;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Map;
import java.util.Set;

/** Log drivers: only those with which the engine writes local files, or nothing. */
final class LogRules {
  private static final Set<String> DRIVERS = Set.of("", "json-file", "local", "none");
  private static final Set<String> OPTIONS =
      Set.of(
          "max-size",
          "max-file",
          "compress",
          "mode",
          "max-buffer-size",
          "labels",
          "labels-regex",
          "env",
          "env-regex",
          "tag");

  private LogRules() {}

  static void check(Ruling ruling, Body config) {
    if (!DRIVERS.contains(config.get(LogConfig.TYPE, ""))) {
      ruling.refuse(
          Rules.CONTAINER_LOG_CONFIG,
          "this log driver is not allowed here",
          "use json-file, local or none; others make the engine itself call other machines");
    }
    for (String option : config.get(LogConfig.CONFIG, Map.of()).keySet()) {
      if (!OPTIONS.contains(option)) {
        ruling.refuse(
            Rules.CONTAINER_LOG_CONFIG,
            "this option of the log driver is not allowed here",
            "allowed are " + Words.list(OPTIONS));
      }
    }
  }
}
