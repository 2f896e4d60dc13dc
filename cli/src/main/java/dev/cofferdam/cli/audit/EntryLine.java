package dev.cofferdam.cli.audit;

import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.JournalLine;
import dev.cofferdam.journal.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Journal lines as a table for people. Columns have a fixed least width, because a tail does not
 * know what comes.
 */
final class EntryLine {
  static final String HEAD =
      row("TIME", "PRINCIPAL", "OPERATION", "TARGET", "VERDICT", "STATUS", "TOOK", "RULE");

  private final DateTimeFormatter time;
  private final Terminal terminal;

  EntryLine(Terminal terminal, ZoneId zone) {
    this.terminal = terminal;
    this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  String of(JournalLine line) {
    Entry entry = line.entry();
    if (entry == null) {
      return terminal.bad("unreadable: ") + Text.plain(line.raw());
    }
    boolean event = entry.kind() == Kind.EVENT;
    String reason = reason(entry.reason());
    String text =
        row(
            time.format(entry.time()),
            entry.principal(),
            entry.operation().isEmpty() ? entry.method() + " " + entry.path() : entry.operation(),
            entry.target() == null ? "-" : Text.shortened(entry.target(), 20),
            verdict(entry),
            entry.status() == 0 ? "-" : String.valueOf(entry.status()),
            event ? "-" : Text.took(Duration.ofNanos(entry.durationNanos())),
            entry.rule() == null ? reason : entry.rule());
    return colour(entry, Text.plain(text).stripTrailing());
  }

  private static String reason(@Nullable String reason) {
    return reason == null ? "" : Text.shortened(reason, 80);
  }

  private static String verdict(Entry entry) {
    return switch (entry.kind()) {
      case REQUEST -> entry.verdict().isEmpty() ? "-" : entry.verdict();
      case STREAM_OPEN, STREAM_END, EVENT -> entry.kind().text();
    };
  }

  private String colour(Entry entry, String text) {
    return switch (entry.verdict()) {
      case "deny" -> terminal.bad(text);
      case "audit", "ask", "error" -> terminal.careful(text);
      default -> entry.kind() == Kind.EVENT ? terminal.faint(text) : text;
    };
  }

  private static String row(
      String time,
      String principal,
      String operation,
      String target,
      String verdict,
      String status,
      String took,
      String rule) {
    return String.format(
        Locale.ROOT,
        "%-19s  %-12s  %-22s  %-20s  %-11s  %-6s  %7s  %s",
        time,
        principal,
        operation,
        target,
        verdict,
        status,
        took,
        rule);
  }
}
