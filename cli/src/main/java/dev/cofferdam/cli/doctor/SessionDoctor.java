package dev.cofferdam.cli.doctor;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.check.WorkspaceChecks;
import dev.cofferdam.session.check.WorkspaceChecks.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * {@code coffer doctor --session}: tries a live workspace's promises and prints them as TAP does.
 */
final class SessionDoctor {
  private SessionDoctor() {}

  /** The exit code: 1 when a promise is not kept. */
  static int of(EngineAddress address, String session, boolean json, PrintWriter out) {
    List<Result> results = results(address, session);
    boolean kept = results.stream().allMatch(Result::kept);
    if (json) {
      out.println(
          Json.pretty(
              Json.object(
                  "ok", kept,
                  "session", session,
                  "checks",
                      results.stream()
                          .map(result ->
                              Json.object(
                                  "number", result.number(),
                                  "promise", result.promise(),
                                  "ok", result.kept(),
                                  "found", result.found(),
                                  "next", result.next()))
                          .toList())));
    } else {
      print(out, Terminal.ofThisProcess(), results);
    }
    out.flush();
    return kept ? 0 : 1;
  }

  private static List<Result> results(EngineAddress address, String session) {
    try (EngineClient client = new EngineClient(address)) {
      SessionName name = new SessionName(session);
      ContainerInfo container =
          client
              .lookups(Duration.ofSeconds(10))
              .inspectContainer(name.container())
              .filter(found -> session.equals(found.labels().get(SessionLabels.NAME)))
              .filter(ContainerInfo::running)
              .orElseThrow(() ->
                  CommandFailure.failed(
                      "no session " + session + " runs; coffer sessions lists those that do"));
      return WorkspaceChecks.of(client, container);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--session: " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  private static void print(PrintWriter out, Terminal terminal, List<Result> results) {
    out.println("1.." + results.size());
    for (Result result : results) {
      String sign = result.kept() ? terminal.good("ok") : terminal.bad("not ok");
      out.println(
          sign
              + " "
              + result.number()
              + " - "
              + result.promise()
              + terminal.faint(" # " + Text.plain(result.found())));
      if (!result.next().isEmpty()) {
        out.println("  # → " + result.next());
      }
    }
  }
}
