package dev.cofferdam.cli.shared;

import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.compat.CompatEnvironment;
import dev.cofferdam.policy.preset.Policies;
import dev.cofferdam.policy.settings.PolicyFile;
import dev.cofferdam.policy.settings.PolicyFileException;
import dev.cofferdam.policy.settings.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads what {@code --policy} and {@code --mount} name: a preset or a YAML file, and folders of the
 * host.
 */
public final class PolicyOption {
  /** A policy file larger than this is none. */
  private static final long MAX_FILE = 1024 * 1024;

  private PolicyOption() {}

  /**
   * The policy of this name or file.
   *
   * @param name {@code observe}, {@code develop}, {@code compat}, {@code transparent}, or the path
   *     of a YAML file
   * @param mounts {@code CLIENT=HOST[:ro]}, added to those of the file
   * @param environment where {@code compat} finds its switches
   * @throws CommandFailure when it cannot be read; the message lists every problem
   */
  public static Policy load(String name, List<String> mounts, Map<String, String> environment) {
    return Policies.compile(settings(name, mounts, environment));
  }

  /** The settings of this name or file; see {@link #load}. */
  public static Settings settings(
      String name, List<String> mounts, Map<String, String> environment) {
    Settings settings = read(name, environment);
    if (mounts.isEmpty()) {
      return settings;
    }
    List<BindMount> all = new ArrayList<>(settings.mounts());
    for (String mount : mounts) {
      try {
        all.add(PolicyFile.mount(mount));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage("--mount " + mount + ": " + e.getMessage());
      }
    }
    return settings.withMounts(all);
  }

  /** Whether this is the name of a preset, not of a file. */
  public static boolean isPreset(String name) {
    for (Preset preset : Preset.values()) {
      if (preset.name().toLowerCase(Locale.ROOT).equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Settings read(String name, Map<String, String> environment) {
    for (Preset preset : Preset.values()) {
      if (preset.name().toLowerCase(Locale.ROOT).equals(name)) {
        Settings defaults = Presets.defaults(preset);
        return preset == Preset.COMPAT
            ? defaults.withCompat(CompatEnvironment.read(environment).switches())
            : defaults;
      }
    }
    Path file = Path.of(name);
    try {
      if (!Files.isRegularFile(file)) {
        throw CommandFailure.usage(
            "there is no policy "
                + name
                + ": it is neither a preset (observe, develop, compat, transparent) nor a file");
      }
      if (Files.size(file) > MAX_FILE) {
        throw CommandFailure.usage(name + " is larger than 1 MiB, so it is no policy file");
      }
      return new PolicyFile(Rules.ids()).read(name, Files.readString(file));
    } catch (PolicyFileException e) {
      throw CommandFailure.usage(
          e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw CommandFailure.failed("cannot read " + name + ": " + e.getMessage());
    }
  }
}
