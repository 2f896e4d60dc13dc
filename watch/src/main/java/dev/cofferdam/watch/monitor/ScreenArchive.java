package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.SessionLink;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.terminal.ClaudeScreen;
import dev.cofferdam.watch.terminal.Joining;
import dev.cofferdam.watch.terminal.ScreenExchange;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts into the archive what a screen alone shows: masked, each exchange once, and only when the
 * agent has finished it and it was there at two looks, so that a transcript which is about to be
 * written comes first. For one thread.
 */
public final class ScreenArchive {
  private static final int MOST_OF_A_SESSION = 1000;
  private static final int MOST_REMEMBERED = 5000;

  private final Archive archive;
  private final Masking masking;
  private final Clock clock;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  public ScreenArchive(Archive archive, Masking masking, Clock clock) {
    this.archive = archive;
    this.masking = masking;
    this.clock = clock;
  }

  /**
   * Archives what these agents' screens show.
   *
   * @return how many exchanges were archived
   */
  public int take(List<WatchedAgent> agents) throws IOException {
    List<Exchange> all = new ArrayList<>();
    for (WatchedAgent agent : agents) {
      if (agent.screen() instanceof Screen.Captured(List<String> lines)
          && agent.process().agent().kind() == AgentKind.CLAUDE_CODE) {
        all.addAll(fresh(agent, ClaudeScreen.read(lines)));
      }
    }
    if (!all.isEmpty()) {
      archive.put(all);
      archive.rest();
      all.forEach(exchange -> seen.put(exchange.id(), Instant.MAX));
    }
    return all.size();
  }

  private List<Exchange> fresh(WatchedAgent agent, List<ScreenExchange> screen) throws IOException {
    List<Exchange> fresh = new ArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    for (ScreenExchange each : missing(screen, agent.link())) {
      int nth = times.merge(each.prompt(), 1, Integer::sum);
      String id = id(agent.process(), nth, each.prompt());
      if (!each.ended() || seen.size() >= MOST_REMEMBERED) {
        continue;
      }
      Instant first = seen.putIfAbsent(id, clock.instant());
      boolean before = first != null && !first.equals(Instant.MAX);
      if (before && archive.exchange(id).isEmpty()) {
        fresh.add(exchange(id, agent, each, first));
      }
    }
    return fresh;
  }

  private List<ScreenExchange> missing(List<ScreenExchange> screen, SessionLink link)
      throws IOException {
    return Joining.missing(screen, prompts(link), prompt -> masking.mask(prompt, new HashMap<>()));
  }

  /** What the archive has of the session from its transcript. */
  private List<String> prompts(SessionLink link) throws IOException {
    if (!(link instanceof SessionLink.Certain certain)) {
      return List.of();
    }
    return archive
        .find(Search.newest(Filter.session(certain.session()), MOST_OF_A_SESSION))
        .hits()
        .stream()
        .map(hit -> hit.exchange())
        .filter(exchange -> !exchange.transcript().startsWith("tmux:"))
        .map(Exchange::prompt)
        .toList();
  }

  private Exchange exchange(String id, WatchedAgent agent, ScreenExchange shown, Instant first) {
    AgentProcess process = agent.process();
    Map<String, Integer> counts = new TreeMap<>();
    return new Exchange(
        id,
        process.agent().kind(),
        ExchangeKind.PROMPT,
        process.user(),
        agent.container().isEmpty() ? "host" : "container:" + agent.container(),
        "tmux:" + process.terminal().text(),
        agent.link() instanceof SessionLink.Certain certain ? certain.session() : "",
        "",
        process.folder().orElse(""),
        "",
        "",
        "",
        masking.mask(shown.prompt(), counts),
        masking.mask(shown.answer(), counts),
        shown.tools().stream()
            .map(name -> new ToolUse(name, "", "", ToolUse.Outcome.PENDING))
            .toList(),
        TokenUsage.NONE,
        first,
        first,
        true,
        1,
        List.of(),
        counts,
        new TreeSet<>());
  }

  /** The same however often the screen is read: by process, prompt, and how often it was asked. */
  private static String id(AgentProcess process, int nth, String prompt) {
    return ScreenIds.of(
        String.valueOf(process.id().pid()), process.started().getEpochSecond(), nth, prompt);
  }
}
