package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineLeftovers.Item;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.git.RepositoryWatch;
import dev.cofferdam.session.leftovers.Leftovers;
import dev.cofferdam.session.secret.SecretFiles;
import dev.cofferdam.session.terminal.LocalStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a session: its container goes, what the agent made is told, kept or removed. */
final class SessionEnd {
  private static final int NAMES_SHOWN = 6;

  private final EngineClient engine;
  private final LocalStreams local;
  private final PrintWriter err;
  private final EndOption option;

  SessionEnd(EngineClient engine, LocalStreams local, PrintWriter err, EndOption option) {
    this.engine = engine;
    this.local = local;
    this.err = err;
    this.option = option;
  }

  void of(SessionName name, String containerId, RepositoryWatch repository, SessionFolder folder)
      throws IOException, InterruptedException {
    engine.actions(Duration.ofSeconds(60)).removeContainer(containerId);
    new SecretFiles(folder.secrets()).remove();
    Files.deleteIfExists(folder.credentials());
    for (String change : repository.changes()) {
      err.println(
          "coffer: "
              + Text.plain(change)
              + " – git would run it on this machine; look at it before your next git command");
    }
    Leftovers made = Leftovers.of(engine, name.value(), folder.gateState());
    if (!made.isEmpty()) {
      tell(name, made);
      if (wantsRemoval()) {
        List<String> failures = made.remove(engine);
        failures.forEach(failure -> err.println("coffer: kept " + Text.plain(failure)));
        err.println("coffer: removed" + (failures.isEmpty() ? "" : ", but for the above"));
      } else {
        err.println(
            "coffer: kept; coffer sessions prune removes it later"
                + (made.brought().isEmpty() ? "" : ", with --all also the images it got"));
      }
    }
    err.flush();
  }

  private boolean wantsRemoval() throws IOException {
    if (option.remove || option.keep || !local.terminal()) {
      return option.remove;
    }
    return Answer.of(local, err, "Keep it, or remove all of it? [K/r] ").startsWith("r");
  }

  private void tell(SessionName name, Leftovers made) {
    err.println("coffer: " + name + " left behind");
    kind(
        "still running",
        made.containers().stream().filter(c -> c.detail().equals("running")).toList());
    kind("stopped", made.containers().stream().filter(c -> !c.detail().equals("running")).toList());
    kind("networks", made.networks());
    kind("volumes", made.volumes());
    kind("images", made.images());
    kind("images it got", made.brought());
    if (made.bytes() > 0) {
      err.println("  on disk         " + Size.of(made.bytes()));
    }
  }

  private void kind(String kind, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    String names =
        items.stream()
            .limit(NAMES_SHOWN)
            .map(item -> Text.shortened(Text.plain(item.name()), 40))
            .collect(Collectors.joining(", "));
    int more = items.size() - NAMES_SHOWN;
    err.println(
        "  "
            + kind
            + " ".repeat(16 - kind.length())
            + items.size()
            + ": "
            + names
            + (more > 0 ? " and " + more + " more" : ""));
  }
}
