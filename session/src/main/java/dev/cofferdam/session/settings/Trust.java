package dev.cofferdam.session.settings;

import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.secret.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a project's settings ask for beyond the project itself, and whether its user agreed to it.
 * The settings lie where the agent can write, and come with whatever is cloned, so each such wish
 * holds only after somebody said yes to exactly it; the answers lie in the state folder.
 */
public final class Trust {
  private final Path file;

  /**
   * @param state the state folder
   */
  public Trust(Path state, Path project) {
    this.file = state.resolve("trust").resolve(SessionName.of(project).value());
  }

  /** What reaches beyond the project, a line each, in words. */
  public static List<String> wishes(ProjectSettings settings) {
    List<String> wishes = new ArrayList<>();
    settings
        .mounts()
        .forEach(mount ->
            wishes.add(
                (mount.writable() ? "change " : "read ") + mount.host() + " of this machine"));
    for (SecretSource secret : settings.secrets()) {
      wishes.add(
          "read the secret "
              + secret.name()
              + " from "
              + (secret.variable() ? "the variable " : "")
              + secret.place());
    }
    settings.environment().stream()
        .filter(variable -> variable.indexOf('=') < 0)
        .forEach(variable -> wishes.add("see your environment variable " + variable));
    settings
        .policy()
        .filter(policy -> !ordinary(policy))
        .ifPresent(policy -> wishes.add("use Docker under the policy " + policy));
    settings.services().networks().forEach(name -> wishes.add("join the network " + name));
    settings.services().siblings().forEach(name -> wishes.add("look at the container " + name));
    if (settings.services().relay()) {
      wishes.add("use your key for its model by the relay");
    }
    if (settings.record()) {
      wishes.add("record what your terminal shows of it");
    }
    if (!settings.imageNetwork().isEmpty()) {
      wishes.add("build its image on the network " + settings.imageNetwork());
    }
    return wishes;
  }

  private static boolean ordinary(String policy) {
    return policy.equals(Preset.DEVELOP.name().toLowerCase(Locale.ROOT))
        || policy.equals(Preset.OBSERVE.name().toLowerCase(Locale.ROOT));
  }

  /** Those wishes that nobody agreed to yet. */
  public List<String> open(List<String> wishes) throws IOException {
    List<String> agreed =
        Files.isRegularFile(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    return wishes.stream().filter(wish -> !agreed.contains(wish)).toList();
  }

  /** Records that these, and no others, are agreed to. */
  public void agree(List<String> wishes) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.write(next, wishes, StandardCharsets.UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
