package dev.cofferdam.gate.escape;

import dev.cofferdam.engine.buildkit.Solve;
import dev.cofferdam.engine.proto.Message;
import dev.cofferdam.gate.grpc.EngineCall;
import dev.cofferdam.gate.grpc.EngineGrpc;
import dev.cofferdam.gate.transport.Transport;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Where BuildKit attacks go: a gate's socket, or the engine's. */
final class BuildKitTarget implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;
  private static final String CONTROL = "/moby.buildkit.v1.Control/";

  private final Path socket;
  private final Path folder;
  private final EventLoopGroup loops = Transport.EPOLL.eventLoops(1);

  /** What texts of the present attack stand for. */
  private UnaryOperator<String> fill = UnaryOperator.identity();

  BuildKitTarget(Path socket) throws IOException {
    this.socket = socket;
    this.folder = Files.createTempDirectory("esc-kit");
  }

  void filledBy(UnaryOperator<String> how) {
    fill = how;
  }

  String fill(String text) {
    return fill.apply(text);
  }

  Path socket() {
    return socket;
  }

  /** Calls a method of {@code Control}; gives what it answers, or the status and its message. */
  String call(String method, byte[] message) throws IOException {
    return callPath(CONTROL + method, message);
  }

  String callPath(String path, byte[] message) throws IOException {
    StringBuilder all = new StringBuilder();
    try (EngineGrpc grpc = EngineGrpc.open(this::dial, "/v1.44/grpc")) {
      EngineCall call = grpc.call(path, message);
      loops.schedule(call::cancel, PATIENCE_SECONDS, TimeUnit.SECONDS);
      for (byte[] answer = call.next(); answer != null; answer = call.next()) {
        all.append(new String(answer, StandardCharsets.ISO_8859_1));
        if (all.length() > 1 << 20) {
          call.cancel();
        }
      }
      return all.append(call.status().code())
          .append(' ')
          .append(call.status().message())
          .toString();
    }
  }

  private io.netty.channel.ChannelFuture dial(io.netty.channel.ChannelHandler handler) {
    return new Bootstrap()
        .group(loops)
        .channel(Transport.EPOLL.client(true))
        .handler(handler)
        .connect(Transport.unixAddress(socket));
  }

  /** A solve request that makes an image of the attack's own name. */
  Message solve() {
    return Solve.LAYOUT
        .empty()
        .with(Solve.REF, UUID.randomUUID().toString().replace("-", ""))
        .with(Solve.EXPORTER, "moby")
        .with(Solve.EXPORTER_ATTRS, Map.of("name", fill("docker.io/library/${name}:latest")));
  }

  /** A solve of a Dockerfile that comes with the request, as a build graph. */
  Message dockerfile(String text) {
    byte[] files = Llb.file("/Dockerfile", fill(text)).definition();
    return solve()
        .with(Solve.FRONTEND, "dockerfile.v0")
        .with(Solve.FRONTEND_INPUTS, Map.of("context", files, "dockerfile", files));
  }

  String solve(Message request) throws IOException {
    return call("Solve", request.write());
  }

  /** {@code docker buildx build} of this Dockerfile, tagged with the attack's own name. */
  String build(String dockerfile, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-t", "${name}"));
    all.addAll(Arrays.asList(arguments));
    return docker(dockerfile, all);
  }

  /** The same without a tag of its own. */
  String docker(String dockerfile, List<String> arguments)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("Dockerfile"), fill(dockerfile));
    List<String> command =
        new ArrayList<>(
            List.of(tool("COFFER_TEST_DOCKER"), "buildx", "build", "--progress", "plain"));
    arguments.forEach(argument -> command.add(fill(argument)));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("http://"))) {
      command.add(".");
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("DOCKER_HOST", "unix://" + socket);
    environment.put("DOCKER_CONFIG", tool("COFFER_TEST_DOCKER_CONFIG"));
    try (Program program = Program.start(folder, environment, command)) {
      Outcome outcome = program.closeInput().finish();
      return outcome.all();
    }
  }

  private static String tool(String variable) {
    String path = System.getenv(variable);
    if (path == null) {
      throw new org.opentest4j.TestAbortedException(variable + " is not set; run ./check --env");
    }
    return path;
  }

  @Override
  public void close() throws IOException {
    loops.shutdownGracefully();
    Files.deleteIfExists(folder.resolve("Dockerfile"));
    Files.deleteIfExists(folder);
  }
}
