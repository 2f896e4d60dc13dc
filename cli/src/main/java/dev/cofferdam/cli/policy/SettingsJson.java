package dev.cofferdam.cli.policy;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Settings as JSON, under the keys of the policy file. Sizes are bytes, 0 is no limit. */
final class SettingsJson {
  private SettingsJson() {}

  static Map<String, Object> of(Settings settings) {
    Map<String, String> operations = new TreeMap<>();
    settings.operations().forEach((k, v) -> operations.put(k.id(), word(v)));
    Map<String, String> rules = new TreeMap<>();
    settings.rules().forEach((k, v) -> rules.put(k, word(v)));
    return Json.object(
        "preset", word(settings.preset()),
        "mode", word(settings.mode()),
        "api-floor", settings.floor().toString(),
        "operations", operations,
        "rules", rules,
        "limits", limits(settings.limits()),
        "images", Json.object("allow", settings.images().allow(), "deny", settings.images().deny()),
        "labels", Json.object("reserved", settings.reservedLabels()),
        "ports", Json.object("address", settings.publishAddress()),
        "mounts", mounts(settings),
        "capabilities", settings.capabilities().stream().sorted().toList(),
        "networks", Json.object("shared", settings.sharedNetworks().stream().sorted().toList()),
        "containers", Json.object("shared", settings.sharedContainers().stream().sorted().toList()),
        "environment", settings.maskEnvironment() ? "masked" : "shown",
        "journal", Json.object("on-failure", word(settings.onJournalFailure())),
        "compat", settings.compat().on().stream().sorted().toList());
  }

  private static Map<String, Object> limits(Limits limits) {
    return Json.object(
        "container",
            Json.object(
                "memory", limits.memoryBytes(),
                "default-memory", limits.defaultMemoryBytes(),
                "nano-cpus", limits.nanoCpus(),
                "pids", limits.pids(),
                "shm", limits.shmBytes(),
                "log", limits.logBytes()),
        "principal",
            Json.object(
                "containers", limits.containers(),
                "memory", limits.totalMemoryBytes(),
                "nano-cpus", limits.totalNanoCpus(),
                "ports", limits.publishedPorts()));
  }

  private static List<Map<String, Object>> mounts(Settings settings) {
    return settings.mounts().stream()
        .map(mount ->
            Json.object(
                "client", mount.clientPath(),
                "host", mount.hostPath(),
                "mode", mount.writable() ? "rw" : "ro"))
        .toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
