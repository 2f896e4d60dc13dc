package dev.cofferdam.watch.discovery;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The few variables of a process's environment that say where it lives. The rest is not kept. */
record Surroundings(Map<String, String> variables) {
  static final Surroundings UNKNOWN = new Surroundings(Map.of());

  private static final Set<String> KEPT =
      Set.of(
          "HOME",
          "CLAUDE_CONFIG_DIR",
          "CODEX_HOME",
          "CLAUDE_CODE_SESSION_ID",
          "CODEX_SESSION_ID",
          "CODEX_THREAD_ID",
          "TMUX",
          "TMUX_PANE",
          "STY",
          "WINDOW",
          "TERM_PROGRAM",
          "SSH_TTY",
          "PWD");

  /** Reads /proc/PID/environ. */
  static Surroundings of(byte[] environ) {
    Map<String, String> kept = new HashMap<>();
    for (String each : new String(environ, StandardCharsets.UTF_8).split("\0", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0 && KEPT.contains(each.substring(0, equals))) {
        kept.putIfAbsent(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return new Surroundings(Map.copyOf(kept));
  }

  /** The value, when it is set to something. */
  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** The value, when it is an absolute path without steps upwards. */
  Optional<String> folder(String name) {
    return get(name).filter(Surroundings::isCleanPath);
  }

  static boolean isCleanPath(String path) {
    return path.startsWith("/")
        && path.length() <= 4096
        && !path.contains("/../")
        && !path.endsWith("/..")
        && path.chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }
}
