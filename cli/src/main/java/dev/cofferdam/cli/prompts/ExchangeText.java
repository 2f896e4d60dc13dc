package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.watch.archive.Hit;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Exchanges as people read them. Nothing in them can steer the terminal. */
final class ExchangeText {
  private final Terminal terminal;
  private final DateTimeFormatter time;

  ExchangeText(Terminal terminal, ZoneId zone) {
    this.terminal = terminal;
    this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
  }

  /** When, which, who, where, with what: on one line. */
  String head(Exchange exchange) {
    StringBuilder head = new StringBuilder();
    head.append(time.format(exchange.started())).append("  ");
    head.append(exchange.id(), 0, Math.min(12, exchange.id().length())).append("  ");
    head.append(exchange.user()).append('@').append(exchange.source()).append("  ");
    head.append(exchange.agent().word());
    if (exchange.kind() != ExchangeKind.PROMPT) {
      head.append(' ').append(exchange.kind().word());
    }
    add(head, exchange.project());
    add(head, exchange.branch());
    add(head, exchange.model());
    if (!exchange.tools().isEmpty()) {
      head.append("  ").append(exchange.tools().size()).append(" tools");
    }
    if (exchange.usage().total() > 0) {
      head.append("  ").append(tokens(exchange.usage().total())).append(" tokens");
    }
    exchange.labels().forEach(label -> head.append("  #").append(label));
    return terminal.faint(Text.plain(head.toString()));
  }

  /** An excerpt on one line, with matches in colour. */
  String excerpt(List<Hit.Piece> pieces) {
    StringBuilder line = new StringBuilder();
    for (Hit.Piece piece : pieces) {
      String text = Text.plain(piece.text().replaceAll("\\s+", " "));
      line.append(piece.match() ? terminal.careful(text) : text);
    }
    return line.toString().strip();
  }

  /** A whole text, line by line. */
  static String lines(String text) {
    StringBuilder plain = new StringBuilder();
    text.replace("\t", "    ")
        .lines()
        .forEach(line -> plain.append(Text.plain(line)).append(System.lineSeparator()));
    return plain.toString();
  }

  /** How to go on with the session; empty where the agent has no such command. */
  static Optional<String> resume(Exchange exchange) {
    if (!exchange.session().matches("[A-Za-z0-9_-]{1,128}")) {
      return Optional.empty();
    }
    String command =
        exchange.agent() == AgentKind.CLAUDE_CODE
            ? "claude --resume "
            : exchange.agent() == AgentKind.CODEX ? "codex resume " : "";
    if (command.isEmpty()) {
      return Optional.empty();
    }
    String folder = exchange.project();
    String go =
        folder.isEmpty()
            ? ""
            : "cd " + (folder.matches("[A-Za-z0-9_./-]+") ? folder : quoted(folder)) + " && ";
    return Optional.of(Text.plain(go + command + exchange.session()));
  }

  /** {@code 950}, {@code 12.3k}, {@code 4.5M}. */
  static String tokens(long tokens) {
    if (tokens < 1000) {
      return Long.toString(tokens);
    }
    return tokens < 1_000_000
        ? String.format(Locale.ROOT, "%.1fk", tokens / 1000.0)
        : String.format(Locale.ROOT, "%.1fM", tokens / 1_000_000.0);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static void add(StringBuilder head, String text) {
    if (!text.isEmpty()) {
      head.append("  ").append(text);
    }
  }
}
