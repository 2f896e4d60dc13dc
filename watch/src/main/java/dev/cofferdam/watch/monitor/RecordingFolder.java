package dev.cofferdam.watch.monitor;

/**
 * A folder with recordings of terminals.
 *
 * @param path absolute; what is below counts too
 * @param sessions whether it is the folder of Cofferdam's sessions, {@code <state>/sessions}, where
 *     a recording lies at {@code <session>/recordings/*.cast}; it may be missing
 */
public record RecordingFolder(String path, boolean sessions) {
  /** One that the user named. */
  public static RecordingFolder named(String path) {
    return new RecordingFolder(path, false);
  }

  /** That of Cofferdam's own sessions in a state folder. */
  public static RecordingFolder ofState(String state) {
    return new RecordingFolder(state + "/sessions", true);
  }
}
