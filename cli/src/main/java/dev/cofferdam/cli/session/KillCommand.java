package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.git.RepositoryWatch;
import dev.cofferdam.session.workspace.Launcher;
import dev.cofferdam.session.workspace.WorkspaceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer kill}: ends sessions. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "Ends sessions and says what they leave behind.")
public final class KillCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "The sessions.")
  private List<String> names = List.of();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long the agent may take to end by itself. Default: 5.")
  private int grace = 5;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private EndOption end = new EndOption();

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    int failed = 0;
    try (EngineClient client = new EngineClient(engine.address())) {
      for (String name : names) {
        try {
          kill(client, new SessionName(name), err);
        } catch (WorkspaceException e) {
          err.println("coffer: " + e.getMessage());
          failed++;
        }
      }
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
    err.flush();
    return failed == 0 ? 0 : 1;
  }

  private void kill(EngineClient client, SessionName name, PrintWriter err)
      throws IOException, InterruptedException {
    Launcher launcher = new Launcher(client, HostCommandLine::start);
    ContainerInfo found =
        launcher
            .find(name, "")
            .orElseThrow(() ->
                new WorkspaceException(
                    1, "there is no session " + name + "; coffer sessions lists them"));
    if (found.running()) {
      client
          .actions(Duration.ofSeconds(60))
          .stopContainer(found.id(), Duration.ofSeconds(Math.clamp(grace, 0, 600)));
    }
    SessionFolder folder = SessionFolder.in(engine.state(), name);
    Path project = Path.of(found.labels().getOrDefault(SessionLabels.PROJECT, "/"));
    new SessionEnd(client, OwnTerminal.ofThisProcess(), err, end)
        .of(
            name,
            found.id(),
            new RepositoryWatch(project, folder.root().resolve("repository")),
            folder);
    PrintWriter out = spec.commandLine().getOut();
    out.println(name);
    out.flush();
  }
}
