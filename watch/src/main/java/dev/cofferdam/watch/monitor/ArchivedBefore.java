package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Forget;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a recording the archive has from elsewhere. */
final class ArchivedBefore {
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int MOST_WORDS = 12;

  private final Archive archive;
  private final String ending;

  /**
   * @param ending how the names of recordings end; exchanges from other files are of transcripts
   */
  ArchivedBefore(Archive archive, String ending) {
    this.archive = archive;
    this.ending = ending;
  }

  /** The prompts that transcripts have of a time. */
  List<String> prompts(RecordedSession session, String user, Instant from, Instant to)
      throws IOException {
    List<String> prompts = new ArrayList<>();
    Filter then =
        new Filter(
            "",
            "",
            "",
            "",
            // In a container of ours the agent is another user than the one at the terminal.
            session.ours() ? "" : user,
            AgentKind.CLAUDE_CODE.word(),
            "",
            "",
            "",
            from.minus(MARGIN),
            to.plus(MARGIN));
    archive.each(
        then,
        Order.OLDEST,
        exchange -> {
          if (!exchange.transcript().endsWith(ending)
              && (!session.ours() || exchange.source().equals(session.source()))) {
            prompts.add(exchange.prompt());
          }
        });
    return prompts;
  }

  /**
   * Whether an exchange that a recording never showed unanswered is an old one: whoever comes back
   * to a session has its screen drawn anew, with what was on it.
   *
   * @param prompt masked
   * @param answer masked
   */
  boolean drawnAnew(
      RecordedSession session, String transcript, Instant asked, String prompt, String answer)
      throws IOException {
    String phrase = phrase(prompt);
    if (!session.ours() || phrase.isEmpty()) {
      return false;
    }
    AtomicBoolean found = new AtomicBoolean();
    Filter same =
        new Filter(phrase, "", "", "", "", AgentKind.CLAUDE_CODE.word(), "", "", "", null, asked);
    archive.each(
        same,
        Order.NEWEST,
        exchange -> {
          if (exchange.source().equals(session.source())
              && !exchange.transcript().equals(transcript)
              && bare(exchange.prompt()).equals(bare(prompt))
              && (isTranscript(exchange) || bare(exchange.answer()).equals(bare(answer)))) {
            found.set(true);
          }
        });
    return found.get();
  }

  /**
   * Forgets what was taken from the terminal of a session and a transcript, read later, has
   * exactly: it is read when an agent runs in the session's container again, or a watch does.
   */
  void giveWayToTranscripts(String session) throws IOException {
    List<Exchange> recorded = new ArrayList<>();
    archive.each(
        Filter.session(session),
        Order.OLDEST,
        exchange -> {
          if (!isTranscript(exchange)) {
            recorded.add(exchange);
          }
        });
    for (Exchange each : recorded) {
      if (isInTranscript(each)) {
        archive.forget(new Forget.One(each.id()));
      }
    }
  }

  private boolean isInTranscript(Exchange recorded) throws IOException {
    String phrase = phrase(recorded.prompt());
    if (phrase.isEmpty()) {
      return false;
    }
    AtomicBoolean found = new AtomicBoolean();
    Filter then =
        new Filter(
            phrase,
            "",
            "",
            "",
            "",
            AgentKind.CLAUDE_CODE.word(),
            "",
            "",
            "",
            recorded.started().minus(MARGIN),
            recorded.ended().plus(MARGIN));
    archive.each(
        then,
        Order.OLDEST,
        exchange -> {
          if (isTranscript(exchange)
              && exchange.source().equals(recorded.source())
              && bare(exchange.prompt()).equals(bare(recorded.prompt()))) {
            found.set(true);
          }
        });
    return found.get();
  }

  private boolean isTranscript(Exchange exchange) {
    return !exchange.transcript().endsWith(ending);
  }

  private static String phrase(String prompt) {
    Matcher words = WORD.matcher(prompt);
    List<String> all = new ArrayList<>();
    while (words.find() && all.size() < MOST_WORDS) {
      all.add(words.group());
    }
    return all.isEmpty() ? "" : "\"" + String.join(" ", all) + "\"";
  }

  /** The screen breaks lines where the window ends. */
  private static String bare(String text) {
    return text.replaceAll("\\s+", "");
  }
}
