package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.body.BodyException;
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
    var refusal = policy.admit(principal, asked.operation(), null);
    if (refusal.isPresent()) {
      throw refusal(refusal.get());
    }
    Deliberation.Outcome outcome = kit.deliberation().decide(principal, policy, asked, traits);
    if (!(outcome.verdict() instanceof Verdict.Forward forward)) {
      throw refusal(outcome.verdict());
    }
    record.forwarded(forward, request.dropped()).build(forward.call().query().all("t"));
    String session = session(request);
    Set<String> images = kit.deliberation().usableImages(principal, policy, traits);
    String ref = UUID.randomUUID().toString().replace("-", "");
    byte[] message;
    try {
      message =
          request.write(
              forward.call(),
              principal.name(),
              ref,
              session,
              Sources.policy(policy, images, request.pulls()));
    } catch (BodyException e) {
      throw new IllegalStateException("a decided call can be written", e);
    }
    EngineCall solve = conversation.engine().call(call.path(), message);
    call.onCancel(solve::cancel);
    CompletableFuture<Optional<Build.Attempt>> next = new CompletableFuture<>();
    build.first().complete(new Build.Attempt(ref, next));
    try {
      byte[] answer = solve.only();
      kit.deliberation().recordSequel(principal, forward, outcome.facts(), Set.of(), "");
      call.answer(answer);
    } finally {
      next.complete(Optional.empty());
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
