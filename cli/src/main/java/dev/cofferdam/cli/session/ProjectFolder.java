package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The folder that a workspace is for. */
final class ProjectFolder {
  /** Folders that are no project: giving one of them to an agent gives much of the host away. */
  private static final List<String> SYSTEM =
      List.of(
          "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/opt", "/proc", "/root",
          "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var", "/Users");

  private ProjectFolder() {}

  /**
   * @throws CommandFailure when it does not exist, or is no folder to give away
   */
  static Path of(Path given, Path state, Map<String, String> environment) throws IOException {
    if (!Files.isDirectory(given)) {
      throw CommandFailure.usage(
          Files.exists(given)
              ? given + " is a file; name the project's folder"
              : "there is no folder " + given + "; name the project's folder, or go there first");
    }
    Path real = given.toRealPath();
    String text = real.toString();
    if (SYSTEM.contains(text) || text.equals(environment.get("HOME"))) {
      throw CommandFailure.usage(
          real
              + " is no project: an agent there would have all that is below it. Name the"
              + " project's own folder");
    }
    if (state.toAbsolutePath().startsWith(real)
        || (Files.isDirectory(state) && real.startsWith(state.toRealPath()))) {
      throw CommandFailure.usage(
          real
              + " holds Cofferdam's own state, which an agent must not reach. Name the project's"
              + " own folder, or move the state with --state");
    }
    if (text.chars().anyMatch(c -> c == ':' || c < ' ' || c == 0x7f)) {
      throw CommandFailure.usage(
          "the path "
              + given
              + " has a colon or a control character, which Docker cannot mount."
              + " Rename the folder");
    }
    return real;
  }

  /** Whether the project can be mounted at its own path, too: not over what an image needs. */
  static boolean fitsInside(Path project) {
    for (String system :
        List.of(
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/lib",
            "/lib64",
            "/proc",
            "/run",
            "/sbin",
            "/sys",
            "/usr",
            "/workspace",
            "/home/agent")) {
      if (project.startsWith(system)) {
        return false;
      }
    }
    return true;
  }
}
