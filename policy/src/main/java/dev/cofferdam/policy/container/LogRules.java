package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.LogConfig;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log drivers: only those with which the engine writes local files, or nothing; not without end.
 */
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

  /** A number, a unit and what Docker lets stand behind it. */
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12})(?:\\.[0-9]+)? ?([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");
  private static final String UNITS = "kmgt";

  /** What the driver {@code local} keeps when nothing is said: 5 files of 20 MB. */
  private static final long LOCAL_FILES = 5;

  private static final long LOCAL_BYTES = 100L << 20;

  private LogRules() {}

  /** Checks the driver and its options, and bounds the files that it writes. */
  static Body apply(Ruling ruling, Body host) {
    String standard =
        ruling.about(new Reference.Machine()) instanceof Fact.Machine(_, String driver)
            ? driver
            : "";
    Body config = host.get(HostConfig.LOG_CONFIG, LogConfig.SHAPE.empty());
    check(ruling, config);
    long ceiling = ruling.settings().limits().logBytes();
    String named = config.get(LogConfig.TYPE, "");
    String driver = named.isEmpty() ? standard : named;
    boolean local = driver.equals("local");
    if (ceiling <= 0 || !(local || driver.equals("json-file"))) {
      return host; // No files, or an engine's own driver that keeps none for each container.
    }
    Map<String, String> options = config.get(LogConfig.CONFIG, Map.of());
    String size = options.get("max-size");
    String count = options.get("max-file");
    long files = count == null ? (local ? LOCAL_FILES : 1) : number(count);
    if (size != null) {
      // Rounded up, and in powers of 1024: never less than the engine would write.
      if (bytes(size) > ceiling / Math.max(1, files)) {
        ruling.refuse(
            Rules.LIMIT_LOG,
            "larger logs than the ceiling are not allowed here",
            "use at most " + Words.bytes(ceiling) + " for max-size times max-file");
      }
      return host;
    }
    if (local && count == null && ceiling >= LOCAL_BYTES) {
      return host;
    }
    long kept = count == null && !local ? 2 : Math.max(1, files);
    Map<String, String> bounded = new LinkedHashMap<>(options);
    bounded.put("max-file", Long.toString(kept));
    bounded.put("max-size", Long.toString(Math.max(1, ceiling / kept)));
    ruling.changed("log limited to " + Words.bytes(ceiling));
    return host.with(HostConfig.LOG_CONFIG, config.with(LogConfig.CONFIG, bounded));
  }

  private static long number(String text) {
    return COUNT.matcher(text).matches() ? Long.parseLong(text) : Integer.MAX_VALUE;
  }

  /** Whatever is no size, such as -1, counts as no limit. */
  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      return Long.MAX_VALUE;
    }
    String unit = size.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    long most = Long.MAX_VALUE >> (10 * power);
    long whole = Long.parseLong(size.group(1));
    return whole >= most ? Long.MAX_VALUE : (whole + 1) << (10 * power);
  }

  private static void check(Ruling ruling, Body config) {
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
