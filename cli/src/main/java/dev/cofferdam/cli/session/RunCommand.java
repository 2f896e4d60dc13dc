package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.workspace.WorkspaceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer run}: an agent in a project, with Docker and without the host. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a workspace for an agent in a project, or joins the one that runs there: the project"
          + " at /workspace, Docker through a gate of its own, and nothing else of this machine.",
      "Leave it running with ctrl-p,ctrl-q; what it leaves behind is told at the end."
    },
    footer = {
      "",
      "Exit codes: that of the command inside; 1 failed, 2 usage, 125 the engine refused, 126 and"
          + " 127 the command inside cannot be run or found."
    })
public final class RunCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "[DIR] [-- COMMAND…]",
      description = "The project's folder (default: this one), and what runs instead of the agent.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "claude, codex, gemini or shell. Default: the project's setting, else shell.")
  @Nullable String agent;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "base, java, node or python. Default: what the project's files say.")
  @Nullable String profile;

  @Option(
      names = "--policy",
      paramLabel = "PRESET|FILE",
      description = "What the agent may do with Docker. Default: develop.")
  @Nullable String policy;

  @Option(names = "--name", paramLabel = "NAME", description = "Another name for the session.")
  @Nullable String name;

  @Option(
      names = "--worktree",
      paramLabel = "BRANCH",
      description = "Work on this branch in a folder of its own beside the repository.")
  @Nullable String worktree;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "A variable in the workspace; without a value, yours. May be repeated.")
  List<String> environment = new ArrayList<>();

  @Option(
      names = "--secret",
      paramLabel = "NAME=file:PATH|env:VARIABLE",
      description =
          "A file /run/secrets/NAME that only the agent's user can read. May be repeated.")
  List<String> secrets = new ArrayList<>();

  @Option(
      names = "--credential",
      paramLabel = "PROVIDER=file:PATH|env:VARIABLE",
      description =
          "A key for anthropic, openai or gemini that the relay puts into the agent's calls and the"
              + " agent never sees. Default: the key of the agent's own provider in your"
              + " environment. May be repeated.")
  List<String> credentials = new ArrayList<>();

  @Option(
      names = {"-m", "--memory"},
      paramLabel = "BYTES",
      description = "Its memory, such as 4g; no swap. Default: three quarters of the engine's.")
  @Nullable String memory;

  @Option(
      names = "--cpus",
      paramLabel = "NUMBER",
      description = "Its CPUs, such as 1.5. Default: all.")
  @Nullable String cpus;

  @Option(
      names = "--pids-limit",
      paramLabel = "NUMBER",
      description = "Its processes. Default: 2048.")
  @Nullable String pids;

  @Option(
      names = {"-d", "--detach"},
      description = "Start it and come back at once; join it later with coffer attach.")
  boolean detach;

  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      description = "The keys that leave the session running. Default: ctrl-p,ctrl-q.")
  @Nullable String detachKeys;

  @Option(
      names = "--record",
      description = {
        "Record what the terminal shows while somebody is attached, for coffer watch; what is typed"
            + " is not recorded.",
        "Default: the project's setting, else no."
      })
  boolean record;

  @Option(
      names = "--trust",
      description = "Agree to what the project's settings ask for beyond the project.")
  boolean trust;

  @Option(
      names = "--build-network",
      paramLabel = "NETWORK",
      description = "The network of the image's build steps, such as host.")
  @Nullable String buildNetwork;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  EndOption end = new EndOption();

  @Mixin EngineOption engine = new EngineOption();

  final EarlyHost early;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Its session's host starts when it is needed. */
  public RunCommand() {
    this(EarlyHost.none());
  }

  /**
   * @param early the host that its session gets, if it needs one
   */
  public RunCommand(EarlyHost early) {
    this.early = early;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (early;
        EngineClient client = new EngineClient(engine.address())) {
      LocalStreams local = detach ? new OwnPipes() : OwnTerminal.ofThisProcess();
      Words given = Words.of(words, spec.commandLine().getParseResult().originalArgs());
      Path folder = Path.of(given.first().isEmpty() ? "." : given.first());
      return new WorkspaceRun(this, client, local, spec.commandLine().getOut(), err)
          .run(folder, given.rest());
    } catch (WorkspaceException e) {
      err.println("coffer: " + e.getMessage());
      err.flush();
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }
}
