package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.proto.Message;
import dev.cofferdam.gate.grpc.EngineCall;
import dev.cofferdam.gate.grpc.GrpcCall;
import dev.cofferdam.gate.grpc.GrpcException;
import dev.cofferdam.gate.lookup.Deliberation;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Verdict;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One build, decided and carried out. Used by one thread, and blocks. */
final class Solving {
  private final BuildKit kit;
  private final Caller caller;
  private final Conversation conversation;
  private final Build build;
  private final GrpcCall call;
  private final SolveRecord record;

  Solving(BuildKit kit, Caller caller, Conversation conversation, Build build, GrpcCall call) {
    this.kit = kit;
    this.caller = caller;
    this.conversation = conversation;
    this.build = build;
    this.call = call;
    this.record = new SolveRecord(caller, call.path());
  }

  void run() throws IOException, GrpcException, Refusal {
    try {
      carryOut();
    } catch (Refusal e) {
      record.refused(e.finding());
      throw e;
    } catch (GrpcException e) {
      record.failed("engine: gRPC status " + e.status().code());
      throw e;
    } catch (IOException e) {
      record.failed("engine: " + e.getMessage());
      throw e;
    } finally {
      record.end(kit);
    }
  }

  private void carryOut() throws IOException, GrpcException, Refusal {
    Policy policy = caller.policy().get();
    Principal principal = caller.principal();
    EngineTraits traits = kit.engine().askTraits();
    BuildRequest request = BuildRequest.of(build.request(), build.direction());
    Call asked = request.call(traits.newest());
    record.build(asked.query().all("t"));
    Optional<Verdict> objection = policy.admit(principal, asked.operation(), null);
    if (objection.isPresent()) {
      throw refusal(objection.get());
    }
    Deliberation.Outcome outcome = kit.deliberation().decide(principal, policy, asked, traits);
    if (!(outcome.verdict() instanceof Verdict.Forward forward)) {
      throw refusal(outcome.verdict());
    }
    record.forwarded(forward, request.dropped()).build(forward.call().query().all("t"));
    byte[] answer = solve(request, forward.call(), session(request), policy, traits);
    kit.deliberation().recordSequel(principal, forward, outcome.facts(), Set.of(), "");
    call.answer(answer);
  }

  /**
   * Runs the build, and once more for each image that it lacks: BuildKit may use only what is here
   * when it begins, so that nothing comes in later under a name that was free before.
   */
  private byte[] solve(
      BuildRequest request, Call decided, String session, Policy policy, EngineTraits traits)
      throws IOException, GrpcException, Refusal {
    MissingImages missing = new MissingImages(kit, caller, policy, traits, request.platform());
    CompletableFuture<Optional<Build.Attempt>> next = new CompletableFuture<>();
    next.thenAccept(attempt -> attempt.ifPresent(build.first()::complete));
    try {
      while (true) {
        Set<String> images = kit.deliberation().usableImages(caller.principal(), policy, traits);
        Message sources = Sources.policy(policy, images, request.pulls(), request.upload());
        String ref = UUID.randomUUID().toString().replace("-", "");
        byte[] message = written(request, decided, ref, session, sources);
        EngineCall solve = conversation.engine().call(call.path(), message);
        call.onCancel(solve::cancel);
        CompletableFuture<Optional<Build.Attempt>> after = new CompletableFuture<>();
        next.complete(Optional.of(new Build.Attempt(ref, after)));
        next = after;
        try {
          return solve.only();
        } catch (GrpcException e) {
          if (call.cancelled() || !bring(missing, e) || call.cancelled()) {
            throw e;
          }
        }
      }
    } finally {
      next.complete(Optional.empty());
    }
  }

  /** Whether what the build lacked is here now, so that it can run once more. */
  private boolean bring(MissingImages missing, GrpcException failure) throws IOException, Refusal {
    Optional<String> image = missing.bring(failure.status().message(), call);
    image.ifPresent(name -> record.changed("pulled " + name));
    return image.isPresent();
  }

  private byte[] written(
      BuildRequest request, Call decided, String ref, String session, @Nullable Message sources) {
    try {
      return request.write(decided, caller.principal().name(), ref, session, sources);
    } catch (BodyException e) {
      throw new IllegalStateException("a decided call can be written", e);
    }
  }

  private static Refusal refusal(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Deny(Finding finding) -> new Refusal(finding);
      case Verdict.Ask(Finding finding) -> Refusal.unanswered(finding);
      case Verdict.Forward _ -> throw new IllegalStateException("a forward is no refusal");
    };
  }

  /** The engine's name for the session that the client names. */
  private String session(BuildRequest request) throws Refusal {
    String name = request.session();
    if (name.isEmpty()) {
      return "";
    }
    return kit.sessions()
        .upstream(caller.principal(), name)
        .orElseThrow(() ->
            new Refusal(
                Finding.denied(
                    Rules.BUILD_SESSION.id(), "there is no open session of this name", "")));
  }
}
