package dev.cofferdam.cli.watch;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.SessionLink;
import dev.cofferdam.watch.monitor.Fault;
import dev.cofferdam.watch.monitor.Look;
import dev.cofferdam.watch.monitor.Screen;
import dev.cofferdam.watch.monitor.WatchState;
import dev.cofferdam.watch.monitor.WatchedAgent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was found, for people or as JSON. */
final class LookPrinter {
  private static final int SESSION_SHOWN = 8;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  LookPrinter(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** Says whose agents are watched, before anything is looked at. */
  void begin(List<String> users, String host, Duration interval, boolean once) {
    String whose = String.join(", ", users);
    if (json) {
      if (!once) {
        line(
            Json.object(
                "state",
                word(WatchState.INITIALIZING),
                "users",
                users,
                "host",
                host,
                "interval",
                interval.toMillis() / 1000.0));
      }
      return;
    }
    String every = once ? "once" : "every " + interval.toMillis() / 1000.0 + " s";
    out.println(
        "reading the agent sessions of "
            + Text.plain(whose)
            + " through "
            + Text.plain(host)
            + ", "
            + every);
    out.flush();
  }

  /** Everything, as a table. */
  void whole(Look look) {
    if (json) {
      out.println(Json.pretty(object(look, look.agents())));
    } else if (look.agents().isEmpty() && look.state() == WatchState.ACTIVE) {
      out.println(look.faults().isEmpty() ? "no agent runs now" : "no agent was found");
    } else if (!look.agents().isEmpty()) {
      Table table =
          new Table(
              "AGENT", "PID", "USER", "TERMINAL", "STARTED", "SESSION", "CONTAINER", "FOLDER");
      look.agents().forEach(agent -> row(table, agent));
      table.print(out, "");
      look.agents().stream()
          .forEach(agent ->
              out.println("screen of " + agent.process().id() + ": " + screen(agent.screen())));
    }
    faults(look);
    flush();
  }

  /** What changed. */
  void news(Look look) {
    if (json) {
      line(object(look, look.agents()));
      return;
    }
    look.began().forEach(agent -> out.println("began: " + words(agent)));
    look.ended()
        .forEach(agent ->
            out.println("ended: " + agent.process().agent().label() + " " + agent.process().id()));
    if (look.exchanges() > 0) {
      out.println(look.exchanges() + (look.exchanges() == 1 ? " exchange" : " exchanges"));
    }
    faults(look);
    flush();
  }

  void end() {
    if (json) {
      line(Json.object("state", word(WatchState.STOPPED)));
    }
    flush();
  }

  private void faults(Look look) {
    if (json) {
      return;
    }
    look.faults()
        .forEach(fault ->
            err.println("coffer: " + Text.plain(fault.where()) + ": " + Text.plain(fault.what())));
    look.over().forEach(fault -> err.println("coffer: works again: " + Text.plain(fault.where())));
  }

  private static void row(Table table, WatchedAgent agent) {
    AgentProcess process = agent.process();
    table.row(
        process.agent().label(),
        process.id().toString(),
        process.user(),
        process.tty().map(tty -> tty + " ").orElse("") + process.terminal().text(),
        process.started().truncatedTo(ChronoUnit.SECONDS).toString(),
        session(agent.link()),
        agent.container().isEmpty() ? "-" : agent.container(),
        process.folder().orElse("?"));
  }

  private static String words(WatchedAgent agent) {
    AgentProcess process = agent.process();
    return Text.plain(
        process.agent().label()
            + " "
            + process.id()
            + " of "
            + process.user()
            + " in "
            + process.folder().orElse("an unknown folder")
            + (agent.container().isEmpty() ? "" : ", container " + agent.container())
            + ", "
            + process.terminal().text()
            + ", session "
            + session(agent.link())
            + "; screen "
            + screen(agent.screen()));
  }

  private static String screen(Screen screen) {
    return switch (screen) {
      case Screen.Captured _ -> "captured";
      case Screen.NotNeeded needless -> "not captured: " + needless.why();
      case Screen.Impossible impossible -> "not captured: " + Text.plain(impossible.why());
    };
  }

  private static String session(SessionLink link) {
    return switch (link) {
      case SessionLink.Certain certain -> certain.session().substring(0, SESSION_SHOWN);
      case SessionLink.Ambiguous _ -> "ambiguous";
      case SessionLink.Unknown _ -> "unknown";
    };
  }

  private static Map<String, Object> object(Look look, List<WatchedAgent> agents) {
    return Json.object(
        "state",
        word(look.state()),
        "agents",
        agents.stream().map(LookPrinter::object).toList(),
        "exchanges",
        look.exchanges(),
        "faults",
        look.faults().stream().map(LookPrinter::object).toList(),
        "over",
        look.over().stream().map(Fault::where).toList());
  }

  private static Map<String, Object> object(Fault fault) {
    return Json.object("where", fault.where(), "what", fault.what());
  }

  private static Map<String, Object> object(WatchedAgent agent) {
    AgentProcess process = agent.process();
    return Json.object(
        "agent", process.agent().label(),
        "pid", process.id().pid(),
        "user", process.user(),
        "tty", process.tty().map(Object::toString).orElse(null),
        "terminal", process.terminal().text(),
        "started", process.started().toString(),
        "folder", process.folder().orElse(null),
        "container", agent.container().isEmpty() ? null : agent.container(),
        "session", object(agent.link()),
        "transcripts", agent.transcripts(),
        "screen", screen(agent.screen()));
  }

  private static Map<String, Object> object(SessionLink link) {
    return switch (link) {
      case SessionLink.Certain certain ->
          Json.object("link", "certain", "id", certain.session(), "by", certain.evidence());
      case SessionLink.Ambiguous ambiguous ->
          Json.object(
              "link", "ambiguous", "candidates", ambiguous.candidates(), "why", ambiguous.why());
      case SessionLink.Unknown unknown -> Json.object("link", "unknown", "why", unknown.why());
    };
  }

  private void line(Map<String, Object> object) {
    out.println(Json.line(object));
    flush();
  }

  private void flush() {
    out.flush();
    err.flush();
  }

  private static String word(WatchState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
