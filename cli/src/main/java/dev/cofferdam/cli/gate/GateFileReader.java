package dev.cofferdam.cli.gate;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.settings.PolicyFile;
import dev.cofferdam.policy.settings.Problems;
import dev.cofferdam.policy.settings.Section;
import dev.cofferdam.policy.settings.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link GateFile} of a YAML tree and collects what is wrong with it. */
final class GateFileReader {
  private static final Set<String> KEYS =
      Set.of(
          "listeners",
          "engine",
          "journal",
          "state",
          "monitor",
          "event-loops",
          "max-connections",
          "grace",
          "io-uring");
  private static final Set<String> LISTENER_KEYS =
      Set.of("listen", "principal", "policy", "mounts", "clients");

  private final Problems problems;
  private final Path file;
  private final Map<String, String> environment;
  private final Set<String> addresses = new HashSet<>();

  GateFileReader(Problems problems, Path file, Map<String, String> environment) {
    this.problems = problems;
    this.file = file;
    this.environment = environment;
  }

  GateFile read(Yaml document) {
    Section root = Section.of(problems, "", document, KEYS);
    return new GateFile(
        listeners(root, document),
        one(root, "engine", EngineAddress::parse),
        one(root, "journal", name -> name.equals("none") ? name : resolved(name).toString()),
        one(root, "state", this::resolved),
        one(root, "monitor", text -> text),
        one(root, "event-loops", Range.EVENT_LOOPS::parse),
        one(root, "max-connections", Range.MAX_CONNECTIONS::parse),
        one(root, "grace", Range.GRACE_SECONDS::parse),
        one(root, "io-uring", GateFileReader::yesOrNo));
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  private List<Listener> listeners(Section root, Yaml document) {
    List<Listener> listeners = new ArrayList<>();
    Yaml node = root.value("listeners");
    if (node != null) {
      for (Yaml item : root.items("listeners", node)) {
        Listener listener = listener(item);
        if (listener != null) {
          listeners.add(listener);
        }
      }
    }
    if (node == null || (node instanceof Yaml.Items list && list.items().isEmpty())) {
      problems.add(
          document.place(),
          "listeners",
          "there is none, so nobody could call",
          "add \"- listen: unix:///run/cofferdam/agent.sock\" with its principal below it");
    }
    return listeners;
  }

  private @Nullable Listener listener(Yaml item) {
    Section section = Section.of(problems, "listeners", item, LISTENER_KEYS);
    ListenAddress address = one(section, "listen", ListenOption::parse).orElse(null);
    Policy policy = policy(section);
    if (section.value("listen") == null) {
      problems.add(item.place(), "listeners", "listen is missing", "say where to listen");
    }
    if (address != null && !anyPort(address) && !addresses.add(address.toString())) {
      problems.add(
          item.place(), "listeners.listen", address + " is another listener's too", "change one");
    }
    return switch (address) {
      case null -> null;
      case ListenAddress.Tls tls -> secured(section, tls, policy);
      case ListenAddress.Unix _, ListenAddress.Tcp _ -> {
        refuse(section, "clients", "only tcp+tls:// listeners know their clients by certificate");
        if (section.value("principal") == null) {
          problems.add(
              item.place(), "listeners", "principal is missing", "say who calls on this listener");
        }
        yield one(section, "principal", Principal::new)
            .map(principal -> new Listener(address, principal, policy))
            .orElse(null);
      }
    };
  }

  private static boolean anyPort(ListenAddress address) {
    return address.toString().endsWith(":0");
  }

  /** Behind TLS the certificate alone says who calls. */
  private Listener secured(Section section, ListenAddress.Tls tls, Policy policy) {
    refuse(section, "principal", "with TLS the client's certificate says who calls; use clients");
    Map<String, String> clients = new TreeMap<>();
    Yaml node = section.value("clients");
    if (node != null) {
      Section names = Section.free(problems, "listeners.clients", node);
      for (Yaml.Entry entry : names.entries()) {
        one(names, entry.key(), Principal::new)
            .ifPresent(principal -> clients.put(entry.key(), principal.name()));
      }
    }
    ListenAddress address =
        new ListenAddress.Tls(
            tls.host(),
            tls.port(),
            resolved(tls.ca().toString()),
            resolved(tls.cert().toString()),
            resolved(tls.key().toString()),
            clients);
    return new Listener(address, new Principal("unnamed"), policy);
  }

  private void refuse(Section section, String key, String why) {
    for (Yaml.Entry entry : section.entries()) {
      if (entry.key().equals(key)) {
        problems.add(entry.place(), section.pathOf(key), "has no effect here", why);
      }
    }
  }

  private Policy policy(Section section) {
    List<String> mounts =
        section.list(
            "mounts",
            List.of(),
            text -> {
              PolicyFile.mount(text);
              return text;
            });
    Optional<Policy> named =
        one(
            section,
            "policy",
            name -> load(PolicyOption.isPreset(name) ? name : resolved(name).toString(), mounts));
    return named.orElseGet(() -> load("develop", mounts));
  }

  private Policy load(String name, List<String> mounts) {
    try {
      return PolicyOption.load(name, mounts, environment);
    } catch (CommandFailure e) {
      throw new IllegalArgumentException("cannot be used:\n" + e.getMessage(), e);
    }
  }

  private Path resolved(String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  private static <T> Optional<T> one(Section section, String key, Function<String, T> parser) {
    List<T> parsed = new ArrayList<>(1);
    section.text(key, text -> parsed.add(parser.apply(text)));
    return parsed.stream().findFirst();
  }
}
