package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.OtherRecord;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Exchanges for tests of archives. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Samples() {}

  /** An exchange about something, a number of minutes after noon. */
  public static Exchange exchange(int number, String prompt, String answer) {
    return of(number, "ann", "session-1", "/home/ann/harbour", "opus-4", prompt, answer, 3);
  }

  /** An exchange with everything that is filtered by. */
  public static Exchange of(
      int number,
      String user,
      String session,
      String project,
      String model,
      String prompt,
      String answer,
      int records) {
    Instant started = NOON.plusSeconds(60L * number);
    return new Exchange(
        id(number),
        AgentKind.CLAUDE_CODE,
        ExchangeKind.PROMPT,
        user,
        "host",
        "/home/" + user + "/.claude/projects/p/" + session + ".jsonl",
        session,
        "Title",
        project,
        "main",
        model,
        "2.1.0",
        prompt,
        answer,
        List.of(
            new ToolUse(
                number % 2 == 0 ? "Bash" : "Read",
                "0123456789abcdef",
                "command: ls",
                ToolUse.Outcome.OK)),
        new TokenUsage(10, 20, 30, 40, 50),
        started,
        started.plusSeconds(5),
        true,
        records,
        List.of(new OtherRecord("odd", "{\"type\":\"odd\"}")),
        Map.of("password", 1),
        new TreeSet<>());
  }

  /** The id of the exchange with this number. */
  public static String id(int number) {
    return String.format(java.util.Locale.ROOT, "%032x", 0xabc000 + number);
  }
}
