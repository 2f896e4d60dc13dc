package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.Sessions;
import dev.cofferdam.session.git.RepositoryWatch;
import dev.cofferdam.session.terminal.DetachKeys;
import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.workspace.Launcher;
import dev.cofferdam.session.workspace.Visit;
import dev.cofferdam.session.workspace.WorkspaceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer attach}: back to a session that runs. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description =
        "Comes back to the terminal of a running session, or runs a command beside its agent.")
public final class AttachCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "[NAME] [-- COMMAND…]",
      description = "The session (default: the only one that runs), and what to run in it.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      description = "The keys that leave the session running. Default: ctrl-p,ctrl-q.")
  private String detachKeys = DetachKeys.DEFAULT.text();

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private EndOption end = new EndOption();

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (EngineClient client = new EngineClient(engine.address())) {
      Words given = Words.of(words, spec.commandLine().getParseResult().originalArgs());
      SessionName name = given.first().isEmpty() ? only(client) : new SessionName(given.first());
      Launcher launcher = new Launcher(client, HostCommandLine::start);
      SessionFolder folder = SessionFolder.in(engine.state(), name);
      ContainerInfo running =
          launcher
              .running(name, folder, "")
              .orElseThrow(() ->
                  CommandFailure.failed(
                      "no session " + name + " runs here; coffer sessions lists those that do"));
      launcher.keepServed(name, folder);
      LocalStreams local = OwnTerminal.ofThisProcess();
      Path project = Path.of(running.labels().getOrDefault(SessionLabels.PROJECT, "/"));
      OptionalInt code;
      try (SessionRecording recorded = SessionRecording.of(folder, project, local, err)) {
        Visit visit = new Visit(client, recorded.streams(), DetachKeys.parse(detachKeys));
        code = SessionJoin.of(visit, local, running, given.rest());
      }
      if (code.isEmpty()) {
        SessionJoin.sayLeft(err, name);
        return 0;
      }
      if (given.rest().isEmpty() && SessionJoin.toMain(running, local)) {
        new SessionEnd(client, local, err, end)
            .of(
                name,
                running.id(),
                new RepositoryWatch(project, folder.root().resolve("repository")),
                folder);
      }
      return code.getAsInt();
    } catch (WorkspaceException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  private static SessionName only(EngineClient client) throws IOException {
    List<Sessions.Row> running = Sessions.on(client).stream().filter(Sessions.Row::runs).toList();
    if (running.size() != 1) {
      throw CommandFailure.usage(
          running.isEmpty()
              ? "no session runs; coffer run starts one"
              : running.size()
                  + " sessions run; name one: "
                  + String.join(", ", running.stream().map(Sessions.Row::name).toList()));
    }
    return new SessionName(running.getFirst().name());
  }
}
