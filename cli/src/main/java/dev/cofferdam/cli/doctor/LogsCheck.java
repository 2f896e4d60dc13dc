package dev.cofferdam.cli.doctor;

import dev.cofferdam.session.SessionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where to read what went wrong: commands write to their own output, which is a container's log
 * when they run in one; servers of sessions write to files.
 */
final class LogsCheck {
  private static final String WHAT = "logs";
  private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{12}");
  private static final int MOST_SESSIONS = 10_000;

  private LogsCheck() {}

  /**
   * @param root of the file system in which this runs
   */
  static Check of(Path state, Path root) {
    String here = container(root);
    String own =
        here.isEmpty()
            ? "coffer gate and coffer watch write to standard error"
            : "this container's: docker logs " + here;
    String next =
        here.isEmpty()
            ? "started by a unit: journalctl -u UNIT; in a container: docker logs NAME, or docker"
                + " compose logs SERVICE"
            : "run that on the machine; with compose: docker compose logs SERVICE";
    return Check.fine(WHAT, own + newest(state) + " (" + next + ")");
  }

  /** The container that this runs in, by its host name; empty for none. */
  private static String container(Path root) {
    if (!Files.exists(root.resolve(".dockerenv"))
        && !Files.exists(root.resolve("run/.containerenv"))) {
      return "";
    }
    try {
      String name = Files.readString(root.resolve("etc/hostname")).strip();
      return CONTAINER.matcher(name).matches() ? name : "NAME";
    } catch (IOException e) {
      return "NAME";
    }
  }

  private static String newest(Path state) {
    Path sessions = SessionFolder.sessions(state);
    if (!Files.isDirectory(sessions)) {
      return "";
    }
    try (Stream<Path> all = Files.list(sessions)) {
      Optional<Path> newest =
          all.limit(MOST_SESSIONS)
              .map(each -> each.resolve("host.log"))
              .filter(LogsCheck::saysSomething)
              .max(Comparator.comparing(LogsCheck::written));
      return newest.map(log -> "; the last session that said something: " + log).orElse("");
    } catch (IOException e) {
      return "; " + sessions + " cannot be read: " + e.getMessage();
    }
  }

  private static boolean saysSomething(Path log) {
    try {
      return Files.size(log) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static FileTime written(Path log) {
    try {
      return Files.getLastModifiedTime(log);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
