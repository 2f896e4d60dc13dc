package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.buildkit.Bridge;
import dev.cofferdam.engine.buildkit.Control;
import dev.cofferdam.engine.buildkit.Solve;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.proto.Message;
import dev.cofferdam.engine.proto.ProtoException;
import dev.cofferdam.gate.grpc.EngineCall;
import dev.cofferdam.gate.grpc.EngineGrpc;
import dev.cofferdam.gate.grpc.GrpcCall;
import dev.cofferdam.gate.grpc.GrpcException;
import dev.cofferdam.gate.grpc.GrpcStatus;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.gate.request.TargetWriter;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Rules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one client says on one gRPC connection. Each call is served on a virtual thread of its own;
 * builds are known to the connection that began them and to no other.
 */
final class Conversation implements AutoCloseable {
  static final String CONTROL = "/moby.buildkit.v1.Control/";
  private static final String BRIDGE = "/moby.buildkit.v1.frontend.LLBBridge/";
  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final Set<String> SERVED =
      Set.of(
          TRACES,
          CONTROL + "Solve",
          CONTROL + "Status",
          CONTROL + "ListWorkers",
          CONTROL + "Info",
          CONTROL + "Prune",
          BRIDGE + "Ping",
          BRIDGE + "Solve",
          BRIDGE + "Return");

  /** What the gate's side of a build can do: take one direction, and build. */
  private static final List<String> CAPABILITIES = List.of("solve.base", "return", "importcaches");

  private static final String GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final int MAX_BUILDS = 64;
  private static final int BEGIN_SECONDS = 15;

  private final BuildKit kit;
  private final Caller caller;
  private final EngineGrpc.Dial dial;
  private final Map<String, CompletableFuture<Build>> builds = new ConcurrentHashMap<>();
  private @Nullable EngineGrpc engine;
  private boolean closed;

  Conversation(BuildKit kit, Caller caller, EngineGrpc.Dial dial) {
    this.kit = kit;
    this.caller = caller;
    this.dial = dial;
  }

  static boolean serves(String path) {
    return SERVED.contains(path);
  }

  void serve(GrpcCall call) {
    try {
      try {
        answer(call);
      } catch (GrpcException e) {
        call.end(e.status());
      } catch (Refusal e) {
        call.end(status(e.finding()));
      } catch (ProtoException e) {
        Finding finding = new Finding("body.malformed", 400, String.valueOf(e.getMessage()), "");
        new SolveRecord(caller, call.path()).refused(finding).end(kit);
        call.end(status(finding));
      }
    } catch (IOException e) {
      quietly(call, e);
    } catch (RuntimeException e) {
      System.getLogger(Conversation.class.getName())
          .log(System.Logger.Level.ERROR, "a call of BuildKit failed", e);
      quietly(call, new IOException("the gate failed to decide, so the call is refused"));
    }
  }

  private static void quietly(GrpcCall call, IOException why) {
    try {
      call.end(GrpcStatus.of(GrpcStatus.UNAVAILABLE, "cofferdam: " + why.getMessage()));
    } catch (IOException _) {
      // The client is gone; nobody is left to be told.
    }
  }

  private void answer(GrpcCall call) throws IOException, GrpcException, Refusal, ProtoException {
    switch (call.path()) {
      case CONTROL + "Solve" -> solve(call, Message.read(Solve.LAYOUT, call.message()));
      case CONTROL + "Status" -> follow(call);
      case CONTROL + "ListWorkers" -> {
        Message.read(Control.ListWorkers.LAYOUT, call.message());
        call.answer(Control.Workers.LAYOUT.empty().with(Control.Workers.RECORD, workers()).write());
      }
      case CONTROL + "Info" -> {
        Message.read(Control.NOTHING, call.message());
        call.answer(engine().call(call.path(), new byte[0]).only());
      }
      // Clients send their spans to BuildKit, which may have a collector; here nobody has.
      case TRACES -> call.answer(new byte[0]);
      // The cache is everybody's: nothing of it is removed, as with docker builder prune.
      case CONTROL + "Prune" -> call.end(GrpcStatus.OK);
      case BRIDGE + "Ping" -> {
        Message.read(Control.NOTHING, call.message());
        var _ = build(call);
        call.answer(pong());
      }
      case BRIDGE + "Solve" -> {
        Message direction = Message.read(Bridge.SolveCall.LAYOUT, call.message());
        if (!build(call).direct(direction)) {
          throw refused(
              call,
              Rules.BUILD_METHOD.id(),
              "a build takes one direction here",
              "run the targets one after the other");
        }
        Message nothing =
            Bridge.Result.LAYOUT.empty().with(Bridge.Result.REF, Bridge.Ref.LAYOUT.empty());
        call.answer(
            Bridge.SolveAnswer.LAYOUT.empty().with(Bridge.SolveAnswer.RESULT, nothing).write());
      }
      case BRIDGE + "Return" -> {
        Message last = Message.read(Bridge.Return.LAYOUT, call.message());
        Message error = last.get(Bridge.Return.ERROR, Bridge.Status.LAYOUT.empty());
        boolean gaveUp = error.has(Bridge.Status.CODE) || error.has(Bridge.Status.MESSAGE);
        build(call)
            .returned()
            .complete(
                gaveUp
                    ? Optional.of(error.get(Bridge.Status.MESSAGE, "the client gave up"))
                    : Optional.empty());
        call.answer(new byte[0]);
      }
      default ->
          throw refused(
              call,
              Rules.BUILD_METHOD.id(),
              "BuildKit's "
                  + FrontendOptions.shown(call.path().substring(1))
                  + " is not allowed here",
              "docker buildx build and docker compose build do without it");
    }
  }

  private Refusal refused(GrpcCall call, String rule, String message, String hint) {
    Finding finding = Finding.denied(rule, message, hint);
    new SolveRecord(caller, call.path()).refused(finding).end(kit);
    return new Refusal(finding);
  }

  // Builds

  private void solve(GrpcCall call, Message request)
      throws IOException, GrpcException, Refusal, ProtoException {
    String ref = request.get(Solve.REF, "");
    if (!REF.matcher(ref).matches() || builds.size() >= MAX_BUILDS) {
      throw refused(call, Rules.BUILD_SESSION.id(), "this cannot be the name of a build", "");
    }
    Build build = new Build(request);
    CompletableFuture<Build> slot = builds.computeIfAbsent(ref, _ -> new CompletableFuture<>());
    if (!slot.complete(build)) {
      throw refused(call, Rules.BUILD_SESSION.id(), "a build of this name is under way", "");
    }
    call.onCancel(() -> build.returned().completeExceptionally(new CancellationException()));
    try {
      if (!request.has(Solve.FRONTEND) && !request.has(Solve.DEFINITION)) {
        Optional<String> gaveUp = build.returned().get();
        if (gaveUp.isPresent()) {
          throw new GrpcException(GrpcStatus.of(GrpcStatus.UNKNOWN, gaveUp.get()));
        }
        if (build.direction() == null) {
          call.answer(new byte[0]); // it only asked what BuildKit can do
          return;
        }
      }
      new Solving(kit, caller, this, build, call).run();
    } catch (ExecutionException | CancellationException _) {
      throw new GrpcException(GrpcStatus.of(GrpcStatus.CANCELLED, "context canceled"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      build.first().cancel(false);
      builds.remove(ref, slot);
    }
  }

  /** The build that a call of the bridge is about; its {@code Solve} may still be on its way. */
  private Build build(GrpcCall call) throws IOException, Refusal {
    String ref = call.metadata("buildkit-controlapi-buildid");
    return build(call, ref == null ? "" : ref);
  }

  private Build build(GrpcCall call, String ref) throws IOException, Refusal {
    if (REF.matcher(ref).matches() && builds.size() < MAX_BUILDS) {
      CompletableFuture<Build> slot = builds.computeIfAbsent(ref, _ -> new CompletableFuture<>());
      try {
        return slot.get(BEGIN_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        builds.remove(ref, slot);
      } catch (CancellationException e) {
        throw new IOException("the client is gone", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("no build fails to begin", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    throw refused(
        call,
        Rules.BUILD_SESSION.id(),
        "no build of this name has been begun on this connection",
        "");
  }

  /** Passes on the progress of a build, of all its runs. */
  private void follow(GrpcCall call) throws IOException, GrpcException, Refusal, ProtoException {
    Message request = Message.read(Control.Status.LAYOUT, call.message());
    Build build = build(call, request.get(Control.Status.REF, ""));
    try {
      Optional<Build.Attempt> begun = Optional.of(build.first().get());
      while (begun.isPresent()) {
        Build.Attempt attempt = begun.get();
        Message status = Control.Status.LAYOUT.empty().with(Control.Status.REF, attempt.ref());
        EngineCall progress = engine().call(CONTROL + "Status", status.write());
        call.onCancel(progress::cancel);
        for (byte[] next = progress.next(); next != null; next = progress.next()) {
          call.send(next);
        }
        begun = attempt.next().get();
      }
    } catch (CancellationException | ExecutionException _) {
      // Nothing was built, so there is no progress to tell of.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    call.end(GrpcStatus.OK);
  }

  // The engine

  private byte[] pong() throws IOException, GrpcException, ProtoException {
    List<Message> capabilities =
        CAPABILITIES.stream()
            .map(id ->
                Bridge.Capability.LAYOUT
                    .empty()
                    .with(Bridge.Capability.ID, id)
                    .with(Bridge.Capability.ENABLED, true))
            .toList();
    return Bridge.Pong.LAYOUT
        .empty()
        .with(Bridge.Pong.FRONTEND_CAPS, capabilities)
        .with(Bridge.Pong.WORKERS, workers())
        .write();
  }

  /** The engine's workers without what they say of the host. */
  private List<Message> workers() throws IOException, GrpcException, ProtoException {
    byte[] answer = engine().call(CONTROL + "ListWorkers", new byte[0]).only();
    return Message.readKnown(Control.Workers.LAYOUT, answer)
        .get(Control.Workers.RECORD, List.of())
        .stream()
        .map(worker -> {
          String gateway = worker.get(Control.Worker.LABELS, Map.of()).getOrDefault(GATEWAY, "");
          return worker.with(
              Control.Worker.LABELS, gateway.isEmpty() ? Map.of() : Map.of(GATEWAY, gateway));
        })
        .toList();
  }

  /** This connection's own connection to the engine. */
  synchronized EngineGrpc engine() throws IOException {
    EngineGrpc open = engine;
    if (closed) {
      throw new IOException("the client is gone");
    }
    if (open == null || !open.isOpen()) {
      Call upgrade =
          new Call(
              Operation.BUILD_KIT_GRPC,
              kit.engine().askTraits().newest(),
              List.of(),
              Query.empty(),
              null);
      open = EngineGrpc.open(dial, TargetWriter.write(upgrade));
      engine = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (engine != null) {
      engine.close();
    }
    builds.values().forEach(slot -> slot.cancel(false));
  }

  static GrpcStatus status(Finding finding) {
    int code =
        switch (finding.status()) {
          case 400 -> GrpcStatus.INVALID_ARGUMENT;
          case 404 -> GrpcStatus.NOT_FOUND;
          case 503 -> GrpcStatus.UNAVAILABLE;
          default -> GrpcStatus.PERMISSION_DENIED;
        };
    return GrpcStatus.of(code, finding.text());
  }
}
