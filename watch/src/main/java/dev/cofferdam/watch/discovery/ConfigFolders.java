package dev.cofferdam.watch.discovery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where agents keep what they write down. */
public final class ConfigFolders {
  private ConfigFolders() {}

  /** The folders of one process, the likeliest first; empty for agents that nobody can read. */
  static List<String> of(KnownAgent agent, Surroundings surroundings, Optional<String> home) {
    Set<String> folders = new LinkedHashSet<>();
    switch (agent) {
      case CLAUDE_CODE -> {
        surroundings
            .get("CLAUDE_CONFIG_DIR")
            .ifPresent(list -> {
              for (String folder : list.split(",", -1)) {
                if (Surroundings.isCleanPath(folder.strip())) {
                  folders.add(folder.strip());
                }
              }
            });
        home.ifPresent(h -> {
          folders.add(below(h, ".claude"));
          folders.add(below(h, ".config/claude"));
        });
      }
      case CODEX -> {
        surroundings.folder("CODEX_HOME").ifPresent(folders::add);
        home.ifPresent(h -> folders.add(below(h, ".codex")));
      }
      case GEMINI_CLI -> home.ifPresent(h -> folders.add(below(h, ".gemini")));
      case QWEN_CODE -> home.ifPresent(h -> folders.add(below(h, ".qwen")));
      case OPENCODE, COPILOT_CLI, CURSOR_AGENT, AIDER, GOOSE, AMP -> {}
    }
    return List.copyOf(folders);
  }

  /** Where an agent keeps it in a home folder when nobody told it otherwise. */
  public static List<String> usual(KnownAgent agent, String home) {
    return of(agent, Surroundings.UNKNOWN, Optional.of(home));
  }

  private static String below(String home, String name) {
    return home.endsWith("/") ? home + name : home + "/" + name;
  }
}
