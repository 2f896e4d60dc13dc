package dev.cofferdam.cli.gate;

import dev.cofferdam.cli.session.RunCommand;
import dev.cofferdam.cli.session.SessionHostProgram;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import dev.cofferdam.gate.Gate;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.HostLock;
import dev.cofferdam.session.host.HostProcess;
import dev.cofferdam.session.plan.PlanFile;
import dev.cofferdam.session.plan.SessionPlan;
import dev.cofferdam.session.workspace.AgentUser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code coffer train}: a gate before a stub engine, with some requests of the usual kinds, then an
 * orderly end. What the JVM loads and compiles meanwhile goes into the AOT cache.
 */
@Command(
    name = "train",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Runs a gate on a socket of its own for a moment, for the AOT cache.")
public final class TrainCommand implements Callable<Integer> {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int MOST = 1 << 20;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How often the requests are repeated. Default: ${DEFAULT-VALUE}.")
  private int rounds = 60;

  @Option(
      names = "--client",
      description = "Rehearse coffer run instead, up to where a stub engine cannot follow.")
  private boolean client;

  @Option(
      names = "--host",
      description = "Serve a session of a stub engine instead, as coffer run has one served.")
  private boolean host;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try {
      Path folder = Files.createTempDirectory("coffer-train");
      try {
        int requests = client ? rehearse(folder) : host ? serve(folder) : train(folder);
        spec.commandLine().getOut().println("trained with " + requests + " requests");
        spec.commandLine().getOut().flush();
      } finally {
        delete(folder);
      }
      return 0;
    } catch (IOException | UncheckedIOException e) {
      throw CommandFailure.failed(
          "the training did not work, so starts stay slower: " + e.getMessage());
    }
  }

  private int train(Path folder) throws IOException {
    Path socket = folder.resolve("engine.sock");
    Path door = folder.resolve("gate.sock");
    GatePlan plan = plan(socket, door, folder);
    try (StubEngine engine = StubEngine.start(socket);
        Journal journal = plan.openJournal();
        Gate gate = Gate.start(plan.settings(), journal);
        EngineClient client = new EngineClient(new EngineAddress.Unix(door))) {
      return send(client);
    }
  }

  private int send(EngineClient client) throws IOException {
    int done = 0;
    for (int round = 0; round < rounds; round++) {
      for (Request request : requests()) {
        try (Reply reply = client.send(request.within(WITHIN))) {
          reply.readAll(MOST);
          done++;
        }
      }
    }
    return done;
  }

  /** A session whose workspace does not come, and requests through its gate. */
  private int serve(Path folder) throws IOException {
    Path socket = folder.resolve("engine.sock");
    SessionName name = new SessionName("train");
    SessionFolder session = SessionFolder.in(folder, name);
    session.create();
    try (StubEngine _ = StubEngine.start(socket);
        // Otherwise the host sees that nobody is about to start the workspace, and ends.
        HostLock _ = HostLock.take(session.setupLock()).orElseThrow();
        EngineClient client = new EngineClient(new EngineAddress.Unix(session.gateSocket()))) {
      // As coffer run does it, under the lock: a plan older than the lock is one that was given up.
      PlanFile.write(
          session.plan(),
          new SessionPlan(
              name.value(),
              "unix://" + socket,
              folder.toString(),
              "shell",
              AgentUser.of(folder, folder),
              "develop",
              List.of(new SessionPlan.Mount(SessionPlan.WORKSPACE, folder.toString(), true)),
              SessionPlan.Services.DEFAULT));
      FutureTask<Boolean> serving =
          new FutureTask<>(() -> {
            SessionHostProgram.serve(folder, name);
            return true;
          });
      Thread thread = Thread.ofPlatform().start(serving);
      long deadline = System.nanoTime() + WITHIN.toNanos();
      while (!HostProcess.serves(session)) {
        if (System.nanoTime() > deadline) {
          thread.interrupt();
          throw new IOException("the host did not serve within " + WITHIN.toSeconds() + " s");
        }
        if (serving.isDone()) {
          serving.get(); // throws what it failed with
          throw new IOException("the host ended");
        }
        Thread.sleep(10);
      }
      int done = send(client);
      thread.interrupt();
      serving.get();
      return done;
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("the host cannot be trained", e);
    }
  }

  /**
   * A workspace that the stub does not let start: its plan, its image, its body and its host are
   * made and taken back.
   */
  private static int rehearse(Path folder) throws IOException {
    Path socket = folder.resolve("engine.sock");
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectory(project.resolve(".coffer"));
    Files.writeString(project.resolve(".coffer/config.yaml"), "image: {name: alpine}\n");
    try (StubEngine _ = StubEngine.start(socket)) {
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      CommandLine run = new CommandLine(new RunCommand()).setOut(nowhere).setErr(nowhere);
      run.execute(
          "--engine=unix://" + socket, "--state=" + folder.resolve("s"), project.toString());
      return 1;
    }
  }

  /** What {@code coffer gate} makes of its options, by the same code. */
  private static GatePlan plan(Path engine, Path door, Path state) {
    GateCommand gate = new GateCommand();
    new CommandLine(gate)
        .parseArgs(
            "--engine=unix://" + engine,
            "--listen=unix://" + door,
            "--policy=develop",
            "--principal=train",
            "--state=" + state,
            "--grace=0");
    return gate.plan(Map.of());
  }

  private static List<Request> requests() {
    return List.of(
        Request.get("/_ping").unversioned(),
        Request.get("/version"),
        Request.get("/info"),
        Request.get("/containers/json?all=1"),
        Request.get("/containers/db/json"),
        Request.get("/images/json"),
        Request.get("/networks"),
        Request.get("/volumes"),
        Request.post(
            "/containers/create?name=web",
            Request.Content.json(
                "{\"Image\":\"alpine\",\"Cmd\":[\"true\"],\"HostConfig\":{\"AutoRemove\":true}}")),
        Request.post(
            "/containers/create",
            Request.Content.json("{\"Image\":\"alpine\",\"HostConfig\":{\"Privileged\":true}}")));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
