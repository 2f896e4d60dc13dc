package dev.cofferdam.session.recording;

import dev.cofferdam.session.terminal.LocalStreams.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what one terminal shows, into files of bounded size in one folder, of which the newest
 * are kept. What is typed is not recorded, or passwords would be. A recording that cannot go on
 * ends, and the terminal does not notice; {@link #problem} says why. Safe for any thread.
 */
public final class TerminalRecorder implements AutoCloseable {
  /** Of one file; the next one is begun then. */
  private static final long MOST_BYTES = 16L << 20;

  /** In the folder, the one that is written included. */
  private static final int MOST_FILES = 16;

  private static final String ENDING = ".cast";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String title;
  private final Clock clock;
  private final long most;
  private @Nullable CastFile file;
  private Size screen;
  private String problem = "";

  private TerminalRecorder(Path folder, String title, Clock clock, long most, Size screen) {
    this.folder = folder;
    this.title = title;
    this.clock = clock;
    this.most = most;
    this.screen = screen;
  }

  /**
   * Begins to record.
   *
   * @param folder is made, 0700, if it is not there
   * @param title goes into each file
   * @param screen the terminal's size now
   */
  public static TerminalRecorder begin(Path folder, String title, Clock clock, Size screen) {
    return begin(folder, title, clock, MOST_BYTES, screen);
  }

  static TerminalRecorder begin(Path folder, String title, Clock clock, long most, Size screen) {
    TerminalRecorder recorder = new TerminalRecorder(folder, title, clock, most, screen);
    recorder.attempt(recorder::next);
    return recorder;
  }

  /** Why nothing more is recorded, for people. */
  public synchronized Optional<String> problem() {
    return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }

  /** The terminal showed these bytes. */
  public synchronized void output(byte[] data, int offset, int length) {
    attempt(() -> {
      CastFile now = current();
      now.output(data, offset, length);
    });
  }

  /** The terminal has another size. */
  public synchronized void resized(Size size) {
    if (size.columns() > 0 && size.rows() > 0 && !size.equals(screen)) {
      screen = size;
      attempt(() -> current().resize(size));
    }
  }

  private CastFile current() throws IOException {
    CastFile now = file;
    return now == null || now.size() >= most ? next() : now;
  }

  private CastFile next() throws IOException {
    end();
    folder();
    removeOldest();
    CastFile begun =
        CastFile.begin(
            folder.resolve(NAME.format(clock.instant()) + ENDING), screen, clock.instant(), title);
    file = begun;
    return begun;
  }

  private void folder() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private void removeOldest() throws IOException {
    List<Path> recordings;
    try (Stream<Path> all = Files.list(folder)) {
      recordings =
          all.filter(each -> each.toString().endsWith(ENDING))
              .sorted(Comparator.comparing(Path::toString).reversed())
              .toList();
    }
    for (Path old :
        recordings.subList(Math.min(MOST_FILES - 1, recordings.size()), recordings.size())) {
      Files.deleteIfExists(old);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(Attempt attempt) {
    if (!problem.isEmpty()) {
      return;
    }
    try {
      attempt.run();
    } catch (IOException e) {
      problem = e.getMessage() == null ? e.toString() : e.getMessage();
      attemptEnd();
    }
  }

  private void attemptEnd() {
    try {
      end();
    } catch (IOException _) {
      // The reason is told already.
    }
  }

  private void end() throws IOException {
    CastFile now = file;
    file = null;
    if (now != null) {
      now.close();
    }
  }

  /** Ends the recording. */
  @Override
  public synchronized void close() {
    attemptEnd();
    if (problem.isEmpty()) {
      problem = "it has ended";
    }
  }
}
