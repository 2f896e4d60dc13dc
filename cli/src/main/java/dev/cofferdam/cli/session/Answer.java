package dev.cofferdam.cli.session;

import dev.cofferdam.session.terminal.LocalStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** A line that somebody types. */
final class Answer {
  private static final int LONGEST = 200;

  private Answer() {}

  /** The answer in lower case without blanks around it; empty at the end of the input. */
  static String of(LocalStreams local, PrintWriter err, String question) throws IOException {
    err.print("coffer: " + question);
    err.flush();
    StringBuilder line = new StringBuilder();
    for (int c = local.input().read(); c >= 0 && c != '\n' && c != '\r'; c = local.input().read()) {
      if (line.length() < LONGEST) {
        line.append((char) c);
      }
    }
    return line.toString().strip().toLowerCase(Locale.ROOT);
  }
}
