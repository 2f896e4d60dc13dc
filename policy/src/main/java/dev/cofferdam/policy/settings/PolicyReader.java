package dev.cofferdam.policy.settings;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Settings.CompatSwitches;
import dev.cofferdam.policy.Settings.ImageRules;
import dev.cofferdam.policy.Settings.JournalFailure;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.compat.CompatEnvironment;
import dev.cofferdam.policy.image.ImagePatterns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes settings of a YAML tree. */
final class PolicyReader {
  /** Keys about bodies and responses, which these presets pass unread. */
  private static final Set<String> NEEDS_BODIES =
      Set.of(
          "limits",
          "images",
          "labels",
          "ports",
          "mounts",
          "capabilities",
          "networks",
          "containers",
          "environment");

  private static final Set<String> KEYS =
      Set.of(
          "preset",
          "mode",
          "api-floor",
          "operations",
          "rules",
          "limits",
          "images",
          "labels",
          "ports",
          "mounts",
          "capabilities",
          "networks",
          "containers",
          "environment",
          "journal",
          "compat");

  private static final Map<String, Operation> OPERATIONS = operations();
  private static final Pattern NETWORK = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
  private static final Pattern CONTAINER = Pattern.compile("[a-zA-Z0-9*][a-zA-Z0-9_.*-]{0,127}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

  private final Problems problems;
  private final Set<String> ruleIds;

  PolicyReader(Problems problems, Set<String> ruleIds) {
    this.problems = problems;
    this.ruleIds = ruleIds;
  }

  /** How the environment of containers is shown. */
  private enum Environment {
    SHOWN,
    MASKED
  }

  private static Map<String, Operation> operations() {
    Map<String, Operation> byId = new TreeMap<>();
    for (Operation operation : Operation.values()) {
      byId.put(operation.id(), operation);
    }
    return byId;
  }

  static boolean needsBodies(Preset preset) {
    return switch (preset) {
      case OBSERVE, DEVELOP -> true;
      case COMPAT, TRANSPARENT -> false;
    };
  }

  Settings settings(Yaml document) {
    Section root = Section.of(problems, "", document, KEYS);
    Preset preset = root.constant("preset", Preset.class, Preset.DEVELOP);
    Settings base = Presets.defaults(preset);
    refuseWithoutEffect(root, preset);
    return new Settings(
        preset,
        root.constant("mode", Mode.class, base.mode()),
        floor(root, base.floor()),
        operations(root),
        rules(root, preset),
        limits(root, base.limits()),
        images(root, base.images()),
        reservedLabels(root, base.reservedLabels()),
        address(root, base.publishAddress()),
        mounts(root),
        Set.copyOf(
            root.list("capabilities", List.copyOf(base.capabilities()), Capabilities::parse)),
        Set.copyOf(networks(root)),
        Set.copyOf(containers(root)),
        root.constant(
                "environment",
                Environment.class,
                base.maskEnvironment() ? Environment.MASKED : Environment.SHOWN)
            == Environment.MASKED,
        root.below("journal", Set.of("on-failure"))
            .constant("on-failure", JournalFailure.class, base.onJournalFailure()),
        compat(root));
  }

  /** A key without effect would let somebody feel safe. */
  private void refuseWithoutEffect(Section root, Preset preset) {
    for (Yaml.Entry entry : root.entries()) {
      if (!needsBodies(preset) && NEEDS_BODIES.contains(entry.key())) {
        problems.add(
            entry.place(),
            entry.key(),
            "has no effect: this preset decides by method and path alone",
            "remove it, or use the preset develop or observe");
      }
      if (preset != Preset.COMPAT && entry.key().equals("compat")) {
        problems.add(entry.place(), "compat", "has no effect", "it belongs to the preset compat");
      }
    }
  }

  private static ApiVersion floor(Section root, ApiVersion fallback) {
    ApiVersion[] floor = {fallback};
    root.text(
        "api-floor",
        text -> {
          ApiVersion version = text.equals("none") ? Presets.NO_FLOOR : ApiVersion.parse(text);
          if (version == null) {
            throw new IllegalArgumentException("is no API version; write 1.40 or none");
          }
          floor[0] = version;
        });
    return floor[0];
  }

  private Map<Operation, RuleSetting> operations(Section root) {
    Map<Operation, RuleSetting> result = new HashMap<>();
    Yaml node = root.value("operations");
    if (node != null) {
      Section section = Section.free(problems, "operations", node);
      for (Yaml.Entry entry : section.entries()) {
        Operation operation = OPERATIONS.get(entry.key());
        String path = section.pathOf(entry.key());
        if (operation == null) {
          problems.unknown(
              entry.place(), path, "unknown operation", entry.key(), OPERATIONS.keySet());
        } else {
          result.put(
              operation,
              section.constantOf(path, entry.value(), RuleSetting.class, RuleSetting.DENY));
        }
      }
    }
    return result;
  }

  private Map<String, RuleSetting> rules(Section root, Preset preset) {
    Map<String, RuleSetting> result = new HashMap<>();
    Yaml node = root.value("rules");
    if (node != null) {
      Section section = Section.free(problems, "rules", node);
      for (Yaml.Entry entry : section.entries()) {
        String path = section.pathOf(entry.key());
        if (ruleIds.contains(entry.key())) {
          if (!finds(preset, entry.key())) {
            problems.add(
                entry.place(), path, "has no effect: no such rule under this preset", "remove it");
          }
          result.put(
              entry.key(),
              section.constantOf(path, entry.value(), RuleSetting.class, RuleSetting.DENY));
        } else {
          problems.unknown(entry.place(), path, "unknown rule", entry.key(), ruleIds);
        }
      }
    }
    return result;
  }

  /** Whether the preset has this rule at all. */
  static boolean finds(Preset preset, String rule) {
    if (rule.startsWith("compat.")) {
      return preset == Preset.COMPAT;
    }
    return needsBodies(preset)
        || rule.startsWith("operation.")
        || rule.equals("api.floor")
        || rule.equals("build.buildkit");
  }

  private static Limits limits(Section root, Limits base) {
    Section limits = root.below("limits", Set.of("container", "principal"));
    Section container =
        limits.below("container", Set.of("memory", "default-memory", "cpus", "pids", "shm", "log"));
    Section principal = limits.below("principal", Set.of("containers", "memory", "cpus", "ports"));
    return new Limits(
        container.number("memory", base.memoryBytes(), Quantities::bytes),
        container.number("default-memory", base.defaultMemoryBytes(), Quantities::bytes),
        container.number("cpus", base.nanoCpus(), Quantities::nanoCpus),
        container.number("pids", base.pids(), PolicyReader::count),
        container.number("shm", base.shmBytes(), Quantities::bytes),
        container.number("log", base.logBytes(), Quantities::bytes),
        (int) principal.number("containers", base.containers(), PolicyReader::count),
        principal.number("memory", base.totalMemoryBytes(), Quantities::bytes),
        principal.number("cpus", base.totalNanoCpus(), Quantities::nanoCpus),
        (int) principal.number("ports", base.publishedPorts(), PolicyReader::count));
  }

  private static long count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("is no whole number; write a number or none");
    }
    return Long.parseLong(text);
  }

  private static ImageRules images(Section root, ImageRules base) {
    Section images = root.below("images", Set.of("allow", "deny"));
    return new ImageRules(
        images.list("allow", base.allow(), PolicyReader::imagePattern),
        images.list("deny", base.deny(), PolicyReader::imagePattern));
  }

  private static String imagePattern(String text) {
    try {
      ImagePatterns.check(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("cannot be read: " + wrong.getMessage(), wrong);
    }
    return text;
  }

  private static List<String> reservedLabels(Section root, List<String> base) {
    Section labels = root.below("labels", Set.of("reserved", "also-reserved"));
    List<String> result = new ArrayList<>(labels.list("reserved", base, PolicyReader::label));
    result.addAll(labels.list("also-reserved", List.of(), PolicyReader::label));
    return result.stream().distinct().toList();
  }

  private static String label(String text) {
    if (text.isEmpty() || text.length() > 256 || text.chars().anyMatch(c -> c <= ' ' || c == '=')) {
      throw new IllegalArgumentException("is no beginning of a label's name");
    }
    return text;
  }

  private static String address(Section root, String fallback) {
    String[] address = {fallback};
    root.below("ports", Set.of("address"))
        .text("address", text -> address[0] = Addresses.parse(text));
    return address[0];
  }

  private List<BindMount> mounts(Section root) {
    List<BindMount> result = new ArrayList<>();
    Set<String> clients = new HashSet<>();
    Yaml node = root.value("mounts");
    if (node == null) {
      return result;
    }
    for (Yaml item : root.items("mounts", node)) {
      List<BindMount> one = new ArrayList<>();
      if (item instanceof Yaml.Entries) {
        Section mount = Section.of(problems, "mounts", item, Set.of("client", "host", "mode"));
        String[] paths = {"", ""};
        mount.text("client", text -> paths[0] = text);
        mount.text("host", text -> paths[1] = text);
        boolean writable = mount.constant("mode", Access.class, Access.RW) == Access.RW;
        root.parse(
            "mounts",
            item,
            paths[0] + "=" + paths[1],
            _ -> one.add(Mounts.of(paths[0], paths[1], writable)));
      } else {
        String text = root.textOf("mounts", item);
        if (text != null) {
          root.parse("mounts", item, text, value -> one.add(Mounts.parse(value)));
        }
      }
      for (BindMount mount : one) {
        if (clients.add(mount.clientPath())) {
          result.add(mount);
        } else {
          problems.add(
              item.place(), "mounts", mount.clientPath() + " is given twice", "keep one of them");
        }
      }
    }
    return result;
  }

  /** How a mount may be bound. */
  private enum Access {
    RO,
    RW
  }

  private static List<String> networks(Section root) {
    return root.below("networks", Set.of("shared"))
        .list(
            "shared",
            List.of(),
            text -> {
              if (!NETWORK.matcher(text).matches()) {
                throw new IllegalArgumentException("is no name of a network");
              }
              if (text.equals("host") || text.equals("none") || text.equals("default")) {
                throw new IllegalArgumentException(
                    "is one of Docker's modes, not a shared network");
              }
              return text;
            });
  }

  private static List<String> containers(Section root) {
    return root.below("containers", Set.of("shared"))
        .list(
            "shared",
            List.of(),
            text -> {
              if (!CONTAINER.matcher(text).matches()) {
                throw new IllegalArgumentException(
                    "is no name of a container; * stands for any run of characters");
              }
              return text;
            });
  }

  private CompatSwitches compat(Section root) {
    Yaml node = root.value("compat");
    Map<String, String> environment = new HashMap<>();
    if (node != null) {
      Set<String> known = new HashSet<>(CompatEnvironment.COMMON);
      known.addAll(CompatEnvironment.LINUXSERVER_ONLY);
      known.add(CompatEnvironment.MODE);
      Section section = Section.of(problems, "compat", node, known);
      for (Yaml.Entry entry : section.entries()) {
        String path = section.pathOf(entry.key());
        String text = section.textOf(path, entry.value());
        boolean mode = entry.key().equals(CompatEnvironment.MODE);
        Set<String> values = mode ? Set.of("tecnativa", "linuxserver") : Set.of("0", "1");
        if (text != null && !values.contains(text)) {
          problems.unknown(
              entry.value().place(), path, "\"" + text + "\" is no value for it", text, values);
        } else if (text != null) {
          environment.put(entry.key(), text);
        }
      }
    }
    return CompatEnvironment.read(environment).switches();
  }
}
