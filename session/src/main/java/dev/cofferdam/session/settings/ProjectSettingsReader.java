package dev.cofferdam.session.settings;

import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.settings.PolicyFile;
import dev.cofferdam.policy.settings.Problems;
import dev.cofferdam.policy.settings.Section;
import dev.cofferdam.policy.settings.Yaml;
import dev.cofferdam.session.image.Agent;
import dev.cofferdam.session.image.Profile;
import dev.cofferdam.session.plan.SessionPlan.Mount;
import dev.cofferdam.session.plan.SessionPlan.Services;
import dev.cofferdam.session.secret.SecretSource;
import dev.cofferdam.session.terminal.DetachKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes {@link ProjectSettings} of a YAML tree. */
final class ProjectSettingsReader {
  private static final Set<String> KEYS =
      Set.of(
          "agent",
          "profile",
          "policy",
          "limits",
          "image",
          "environment",
          "secrets",
          "mounts",
          "networks",
          "siblings",
          "relay",
          "localhost",
          "detach-keys",
          "record");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(=.*)?");
  private static final Pattern DOCKER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

  private final Problems problems;

  ProjectSettingsReader(Problems problems) {
    this.problems = problems;
  }

  ProjectSettings read(Yaml document) {
    Section root = Section.of(problems, "", document, KEYS);
    Section limits = root.below("limits", Set.of("memory", "cpus", "pids"));
    Section image = root.below("image", Set.of("name", "base", "network"));
    return new ProjectSettings(
        one(root, "agent", Agent::parse),
        one(root, "profile", Profile::parse),
        one(root, "policy", text -> text),
        one(limits, "memory", LimitWords::memory),
        one(limits, "cpus", LimitWords::cpus),
        one(limits, "pids", LimitWords::count),
        root.list("environment", List.of(), ProjectSettingsReader::variable),
        root.list("secrets", List.of(), SecretSource::parse),
        root.list("mounts", List.of(), ProjectSettingsReader::mount),
        new Services(
            one(root, "relay", ProjectSettingsReader::truth).orElse(Services.DEFAULT.relay()),
            one(root, "localhost", ProjectSettingsReader::truth)
                .orElse(Services.DEFAULT.localhost()),
            root.list("networks", List.of(), ProjectSettingsReader::dockerName),
            root.list("siblings", List.of(), ProjectSettingsReader::dockerName)),
        one(image, "name", text -> text).orElse(""),
        one(image, "base", text -> text).orElse(""),
        one(image, "network", ProjectSettingsReader::dockerName).orElse(""),
        one(root, "detach-keys", DetachKeys::parse).orElse(DetachKeys.DEFAULT),
        one(root, "record", ProjectSettingsReader::truth).orElse(false));
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  private static String variable(String text) {
    if (!VARIABLE.matcher(text).matches()) {
      throw new IllegalArgumentException("is no variable; write NAME=value, or NAME for your own");
    }
    return text;
  }

  private static Mount mount(String text) {
    BindMount mount = PolicyFile.mount(text);
    return new Mount(mount.clientPath(), mount.hostPath(), mount.writable());
  }

  private static String dockerName(String text) {
    if (!DOCKER_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("is no name that Docker would take");
    }
    return text;
  }

  private static <T> Optional<T> one(Section section, String key, Function<String, T> parser) {
    List<T> parsed = new ArrayList<>(1);
    section.text(key, text -> parsed.add(parser.apply(text)));
    return parsed.stream().findFirst();
  }
}
