package dev.cofferdam.policy.settings;

import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.compat.CompatEnvironment;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes settings as a policy file with comments. */
final class PolicyWriter {
  /** What no YAML reader could take for anything but this text. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");

  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final Settings settings;
  private final StringBuilder out = new StringBuilder();

  PolicyWriter(Settings settings) {
    this.settings = settings;
  }

  String write() {
    line("# The whole policy, as it is in force.");
    line("preset: " + lower(settings.preset()));
    line("# enforce refuses; audit lets everything pass and records what would be refused.");
    line("mode: " + lower(settings.mode()));
    line("# The oldest Engine API version that clients may use.");
    line("api-floor: " + (settings.floor().equals(Presets.NO_FLOOR) ? "none" : settings.floor()));
    line("# allow, deny or ask, by Docker's operation ids, beyond the preset.");
    Map<String, RuleSetting> operations = new TreeMap<>();
    settings.operations().forEach((operation, value) -> operations.put(operation.id(), value));
    map("operations", operations);
    line("# allow, deny or ask when a rule finds something; rules not named here deny.");
    map("rules", new TreeMap<>(settings.rules()));
    if (PolicyReader.needsBodies(settings.preset())) {
      aboutBodies();
    }
    line("# refuse or continue, while the journal cannot be written.");
    line("journal:");
    line("  on-failure: " + lower(settings.onJournalFailure()));
    if (settings.preset() == Preset.COMPAT) {
      compat();
    }
    return out.toString();
  }

  private void aboutBodies() {
    Limits limits = settings.limits();
    line("# Ceilings; a container that names no value gets its ceiling, or the default.");
    line("limits:");
    line("  container:");
    line("    memory: " + orNone(limits.memoryBytes(), Quantities.ofBytes(limits.memoryBytes())));
    line(
        "    default-memory: "
            + orNone(limits.defaultMemoryBytes(), Quantities.ofBytes(limits.defaultMemoryBytes())));
    line("    cpus: " + orNone(limits.nanoCpus(), Quantities.ofNanoCpus(limits.nanoCpus())));
    line("    pids: " + orNone(limits.pids(), Long.toString(limits.pids())));
    line("    shm: " + orNone(limits.shmBytes(), Quantities.ofBytes(limits.shmBytes())));
    line("    log: " + orNone(limits.logBytes(), Quantities.ofBytes(limits.logBytes())));
    line("  principal:");
    line("    containers: " + orNone(limits.containers(), Integer.toString(limits.containers())));
    line(
        "    memory: "
            + orNone(limits.totalMemoryBytes(), Quantities.ofBytes(limits.totalMemoryBytes())));
    line(
        "    cpus: "
            + orNone(limits.totalNanoCpus(), Quantities.ofNanoCpus(limits.totalNanoCpus())));
    line(
        "    ports: " + orNone(limits.publishedPorts(), Integer.toString(limits.publishedPorts())));
    line("# Which images may be pulled, built upon and run; deny beats allow.");
    line("images:");
    list("  allow", settings.images().allow());
    list("  deny", settings.images().deny());
    line("# Labels that begin with these cannot be set, beside Cofferdam's own.");
    line("labels:");
    list("  reserved", settings.reservedLabels());
    line("# The only address of the host on which ports are published.");
    line("ports:");
    line("  address: " + quoted(settings.publishAddress()));
    line("# Folders of the host that may be bound, and the name the caller knows them by.");
    if (settings.mounts().isEmpty()) {
      line("mounts: []");
    } else {
      line("mounts:");
      for (BindMount mount : settings.mounts()) {
        line("  - client: " + quoted(mount.clientPath()));
        line("    host: " + quoted(mount.hostPath()));
        line("    mode: " + (mount.writable() ? "rw" : "ro"));
      }
    }
    line("# What CapAdd may name.");
    list("capabilities", new TreeSet<>(settings.capabilities()));
    line("# Networks of others that may be joined.");
    line("networks:");
    list("  shared", new TreeSet<>(settings.sharedNetworks()));
    line("# Containers of others that may be looked at; * stands for anything.");
    line("containers:");
    list("  shared", new TreeSet<>(settings.sharedContainers()));
    line("# shown, or masked: inspect then shows the names of variables only.");
    line("environment: " + (settings.maskEnvironment() ? "masked" : "shown"));
  }

  private void compat() {
    Set<String> on = settings.compat().on();
    Map<String, Integer> switches = new TreeMap<>();
    CompatEnvironment.DEFAULTS.forEach(name -> switches.put(name, 0));
    on.forEach(name -> switches.put(name, 1));
    boolean linuxserver = switches.remove(CompatEnvironment.LINUXSERVER) != null;
    line("# docker-socket-proxy's switches; those not named here are 0.");
    line("compat:");
    line("  COMPAT: " + (linuxserver ? "linuxserver" : "tecnativa"));
    switches.forEach((name, value) -> line("  " + name + ": " + value));
  }

  private void map(String key, Map<String, RuleSetting> values) {
    if (values.isEmpty()) {
      line(key + ": {}");
      return;
    }
    line(key + ":");
    values.forEach((name, value) -> line("  " + name + ": " + lower(value)));
  }

  private void list(String key, Collection<String> values) {
    if (values.isEmpty()) {
      line(key + ": []");
      return;
    }
    line(key + ":");
    String indent = " ".repeat(key.length() - key.stripLeading().length());
    values.forEach(value -> line(indent + "  - " + quoted(value)));
  }

  private static String orNone(long value, String text) {
    return value == 0 ? "none" : text;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (c >= ' ' && c < 0x7f) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\U%08x", c));
          }
        });
    return quoted.append('"').toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
