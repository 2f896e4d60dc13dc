package dev.cofferdam.watch.discovery;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the arguments of an agent say about its session. */
final class Claims {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Claims() {}

  static Optional<SessionLink.Certain> of(KnownAgent agent, CommandLine line) {
    if (agent != KnownAgent.CLAUDE_CODE) {
      return Optional.empty();
    }
    // A launcher that chooses the id; a fork gets this one, too.
    Optional<String> chosen = line.option("--session-id").filter(Claims::isId);
    if (chosen.isPresent()) {
      return chosen.map(id -> new SessionLink.Certain(id, "--session-id"));
    }
    return line.has("--fork-session")
        ? Optional.empty()
        : line.option("--resume", "-r")
            .filter(Claims::isId)
            .map(id -> new SessionLink.Certain(id, "--resume"));
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
