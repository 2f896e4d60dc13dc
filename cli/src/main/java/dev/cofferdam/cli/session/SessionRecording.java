package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.recording.RecordedStreams;
import dev.cofferdam.session.recording.TerminalRecorder;
import dev.cofferdam.session.terminal.LocalStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of somebody who is attached, recorded where the session was started so, and that is
 * told. Closing ends the recording and tells what went wrong with it.
 */
final class SessionRecording implements AutoCloseable {
  private final LocalStreams streams;
  private final @Nullable TerminalRecorder recorder;
  private final PrintWriter err;

  private SessionRecording(
      LocalStreams streams, @Nullable TerminalRecorder recorder, PrintWriter err) {
    this.streams = streams;
    this.recorder = recorder;
    this.err = err;
  }

  /** Remembers it for everybody who attaches. */
  static void want(SessionFolder session, boolean wanted) throws IOException {
    if (wanted) {
      Files.write(session.recordingWanted(), new byte[0]);
    } else {
      Files.deleteIfExists(session.recordingWanted());
    }
  }

  /**
   * @param project the session's, which a watch finds the recording by
   */
  static SessionRecording of(
      SessionFolder session, Path project, LocalStreams local, PrintWriter err) {
    if (!Files.exists(session.recordingWanted())) {
      return new SessionRecording(local, null, err);
    }
    if (!local.terminal()) {
      err.println("coffer: nothing is recorded, because there is no terminal here");
      err.flush();
      return new SessionRecording(local, null, err);
    }
    TerminalRecorder recorder =
        TerminalRecorder.begin(
            session.recordings(), project.toString(), Clock.systemUTC(), local.size());
    if (recorder.problem().isEmpty()) {
      err.println("coffer: what this terminal shows is recorded in " + session.recordings());
      err.flush();
    }
    return new SessionRecording(new RecordedStreams(local, recorder), recorder, err);
  }

  LocalStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    TerminalRecorder ending = recorder;
    if (ending == null) {
      return;
    }
    ending
        .problem()
        .ifPresent(why -> {
          err.println();
          err.println(
              "coffer: the terminal is not recorded, or not to its end: "
                  + Text.plain(why)
                  + ". coffer attach begins the next recording");
          err.flush();
        });
    ending.close();
  }
}
