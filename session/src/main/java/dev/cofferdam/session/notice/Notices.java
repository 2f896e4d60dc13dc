package dev.cofferdam.session.notice;

import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Lines for the people of a session, in a file that the workspace can read, and in the journal.
 * Safe for any thread.
 */
public final class Notices {
  /** Enough for a day of trouble; what comes later is in the journal only. */
  private static final long MAX_BYTES = 64 * 1024;

  private final Path file;
  private final Journal journal;

  /**
   * @param file made when there is something to say
   * @param journal gets every line, too
   */
  public Notices(Path file, Journal journal) {
    this.file = file;
    this.journal = journal;
  }

  /**
   * Adds a line.
   *
   * @param event its name in the journal, such as {@code port.clash}
   * @param text one sentence or two: what happened, why, what to do
   */
  public synchronized void say(String event, String text) {
    journal.record(Entry.event(event, text));
    try {
      if (!Files.exists(file) || Files.size(file) < MAX_BYTES) {
        String line =
            LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + text;
        Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      System.getLogger(Notices.class.getName())
          .log(System.Logger.Level.WARNING, "cannot write to {0}: {1}", file, e.getMessage());
    }
  }

  /** All lines so far. */
  public static List<String> read(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
