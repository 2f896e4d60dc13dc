package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.terminal.Recording;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose terminal a recording is of.
 *
 * @param session Cofferdam's name of the session; empty when it is not one of Cofferdam's
 * @param source where the agent ran
 * @param project the folder it worked in; empty when the recording does not say
 */
record RecordedSession(String session, String source, String project) {
  private static final Pattern PLACE =
      Pattern.compile("/([a-z0-9][a-z0-9._-]{0,62})/recordings/[^/]+");

  /**
   * Empty for a file that is none of a session's recordings.
   *
   * @param host what files of this machine are said to come from
   */
  static Optional<RecordedSession> of(
      RecordingFolder folder, String path, Recording recording, String host) {
    if (!folder.sessions()) {
      return Optional.of(new RecordedSession("", host, ""));
    }
    return name(folder, path)
        .map(name ->
            new RecordedSession(
                name,
                "container:cofferdam-" + name,
                recording.title().startsWith("/") ? recording.title() : ""));
  }

  /** The session that a file lies with. */
  static Optional<String> name(RecordingFolder folder, String path) {
    // From the end, because the folder may have been reached by a link.
    int begin = path.lastIndexOf("/sessions/");
    if (!folder.sessions() || begin < 0) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(path.substring(begin + "/sessions".length()));
    return place.matches() ? Optional.of(place.group(1)) : Optional.empty();
  }

  /** Whether it is one of Cofferdam's. */
  boolean ours() {
    return !session.isEmpty();
  }
}
