package dev.cofferdam.cli.shared;

import java.io.Console;

/** What standard output can show. */
public enum Terminal {
  /** A file, a pipe, or a person who does not want colours (no-color.org). */
  PLAIN,
  /** A terminal with colours. */
  COLOURED;

  /** What this process writes to. */
  @SuppressWarnings("SystemConsoleNull") // From JDK 25 it is null again without a terminal.
  public static Terminal ofThisProcess() {
    Console console = System.console();
    boolean wanted = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    return wanted && console != null && console.isTerminal() ? COLOURED : PLAIN;
  }

  public String good(String text) {
    return in("32", text);
  }

  public String careful(String text) {
    return in("33", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  public String faint(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
