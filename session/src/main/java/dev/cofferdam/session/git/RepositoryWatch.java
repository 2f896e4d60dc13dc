package dev.cofferdam.session.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a repository runs on the host when its user types the next git command: hooks, and
 * settings that name programs. An agent can write them; this tells what it changed. The state
 * before is kept in a file, because the command that sees the end may not be the one that saw the
 * start.
 */
public final class RepositoryWatch {
  private static final int MOST_FILES = 500;
  private static final long MAX_FILE = 4 * 1024 * 1024;

  private final Path project;
  private final Path record;

  /**
   * @param record where the state before is kept
   */
  public RepositoryWatch(Path project, Path record) {
    this.project = project;
    this.record = record;
  }

  /** How it is now, for {@link #begin}; writes nothing. */
  public List<String> look() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    state().forEach((name, hash) -> lines.add(hash + " " + name));
    return lines;
  }

  /** Records how it was at a {@link #look}. */
  public void begin(List<String> looked) throws IOException {
    Files.write(record, looked, StandardCharsets.UTF_8);
  }

  /** What changed since, a line each: {@code .git/hooks/pre-commit is new}. */
  public List<String> changes() throws IOException, InterruptedException {
    if (!Files.isRegularFile(record)) {
      return List.of();
    }
    Map<String, String> before = new TreeMap<>();
    for (String line : Files.readAllLines(record, StandardCharsets.UTF_8)) {
      int blank = line.indexOf(' ');
      before.put(line.substring(blank + 1), line.substring(0, blank));
    }
    Map<String, String> now = state();
    List<String> changes = new ArrayList<>();
    now.forEach((name, hash) -> {
      String was = before.get(name);
      if (was == null) {
        changes.add(name + " is new");
      } else if (!was.equals(hash)) {
        changes.add(name + " was changed");
      }
    });
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add(name + " is gone"));
    return changes;
  }

  private Map<String, String> state() throws IOException, InterruptedException {
    Map<String, String> state = new TreeMap<>();
    Path git = Worktree.commonFolder(project).orElse(null);
    if (git == null) {
      return state;
    }
    String hooksPath = Git.ask(project, "config", "--local", "--get", "core.hooksPath").orElse("");
    List<Path> folders = new ArrayList<>(List.of(git.resolve("hooks")));
    // core.hooksPath as the repository itself has it, not as Git.run overrides it for its own runs.
    if (!hooksPath.isEmpty() && !hooksPath.equals("/dev/null")) {
      folders.add(project.resolve(hooksPath));
    }
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : (Iterable<Path>) files.limit(MOST_FILES)::iterator) {
            if (!file.toString().endsWith(".sample")) {
              state.put(shown(file), hash(file));
            }
          }
        }
      }
    }
    for (String name : List.of("config", "config.worktree", "info/attributes")) {
      Path file = git.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        state.put(shown(file), hash(file));
      }
    }
    return state;
  }

  private String shown(Path file) {
    return file.startsWith(project) ? project.relativize(file).toString() : file.toString();
  }

  private static String hash(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link:" + Files.readSymbolicLink(file).toString().replace(' ', '_');
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > MAX_FILE) {
      return "unread";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
