package dev.cofferdam.watch.source;

import dev.cofferdam.watch.exchange.AgentKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Where agents of this machine's users keep their transcripts unless they were told otherwise. */
public final class LocalPlaces {
  private LocalPlaces() {}

  /**
   * The usual places in the homes of these users.
   *
   * @param users names; others are not looked at
   * @throws IOException when the list of users cannot be read
   */
  public static List<TranscriptPlace> of(HostFiles files, Collection<String> users)
      throws IOException {
    List<TranscriptPlace> places = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.UTF_8)) {
      String[] parts = line.split(":", -1);
      if (parts.length >= 6 && users.contains(parts[0]) && parts[5].startsWith("/")) {
        places.addAll(
            inHome(files, parts[0], OptionalInt.of(Integer.parseInt(parts[2])), parts[5]));
      }
    }
    return places;
  }

  /** The usual places in a home folder. */
  public static List<TranscriptPlace> inHome(
      HostFiles files, String user, OptionalInt owner, String home) {
    return List.of(
        new TranscriptPlace(files, AgentKind.CLAUDE_CODE, user, owner, home + "/.claude"),
        new TranscriptPlace(files, AgentKind.CLAUDE_CODE, user, owner, home + "/.config/claude"),
        new TranscriptPlace(files, AgentKind.CODEX, user, owner, home + "/.codex"),
        new TranscriptPlace(files, AgentKind.GEMINI, user, owner, home + "/.gemini"));
  }

  /**
   * The places that an environment names: {@code CLAUDE_CONFIG_DIR}, where commas separate several,
   * and {@code CODEX_HOME}.
   */
  public static List<TranscriptPlace> named(
      HostFiles files, String user, OptionalInt owner, Map<String, String> environment) {
    List<TranscriptPlace> places = new ArrayList<>();
    for (String folder : environment.getOrDefault("CLAUDE_CONFIG_DIR", "").split(",", -1)) {
      if (folder.strip().startsWith("/")) {
        places.add(new TranscriptPlace(files, AgentKind.CLAUDE_CODE, user, owner, folder.strip()));
      }
    }
    String codex = environment.getOrDefault("CODEX_HOME", "");
    if (codex.startsWith("/")) {
      places.add(new TranscriptPlace(files, AgentKind.CODEX, user, owner, codex));
    }
    return places;
  }
}
