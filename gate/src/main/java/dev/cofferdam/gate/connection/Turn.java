package dev.cofferdam.gate.connection;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.gate.buildkit.Sessions;
import dev.cofferdam.gate.http.Headers;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.gate.lookup.BodyCheck;
import dev.cofferdam.gate.request.Admitted;
import dev.cofferdam.gate.request.Intake;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings.JournalFailure;
import dev.cofferdam.policy.Verdict;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the end of its answer: admitted, its body read or streamed, decided,
 * carried out, put on record. Lives on one event loop; what blocks runs elsewhere and comes back.
 */
final class Turn {
  /** The longest JSON body that is read; the largest ones of Compose are some tens of KiB. */
  private static final int MAX_TYPED_BODY = 4 * 1024 * 1024;

  private static final EngineTraits UNKNOWN_ENGINE =
      new EngineTraits(ApiVersion.FLOOR, ApiVersion.FLOOR);

  private final ClientConnection client;
  private final Passage passage;
  private final RequestHead head;
  private final Policy policy;
  private final Principal principal;

  private @Nullable Admitted admitted;
  private @Nullable EngineTraits traits;
  private @Nullable ByteArrayOutputStream collected;
  private @Nullable Relay relay;
  private @Nullable LoopSink sink;
  private Sessions.@Nullable Lease session;
  private BodyCheck check = BodyCheck.NONE;
  private Facts facts = new Facts(UNKNOWN_ENGINE, Map.of());
  private PreparedCalls.@Nullable Prepared prepared;
  private Turnstile.@Nullable Permit permit;
  private boolean waiting;
  private boolean streaming;
  private boolean endless;
  private boolean judging;
  private boolean judged;
  private boolean needsNoFacts;
  private boolean tunnel;
  private boolean over;

  Turn(ClientConnection client, Passage passage, RequestHead head) {
    this.client = client;
    this.passage = passage;
    this.head = head;
    this.policy = client.access().policy().get();
    this.principal = client.access().principal();
    // Never the query: until it is read, nobody knows what secrets are in it.
    int question = head.target().indexOf('?');
    passage.names(
        head.method(), question < 0 ? head.target() : head.target().substring(0, question));
  }

  Passage passage() {
    return passage;
  }

  private Services services() {
    return client.services();
  }

  // Admission

  void begin() {
    if (policy.settings().onJournalFailure() == JournalFailure.REFUSE
        && !services().journal().healthy()) {
      refuse(
          new Finding(
              "journal.unavailable",
              503,
              "the journal cannot be written, so nothing is let through",
              "see the gate's log and the disk that holds the journal"));
      return;
    }
    EngineTraits known = services().engine().traits();
    if (known != null) {
      traits = known;
      PreparedCalls.Prepared before =
          client.hasBody()
              ? null
              : client
                  .loop()
                  .prepared()
                  .find(head, policy, principal, known, client.access().networked());
      if (before != null) {
        repeat(before);
        return;
      }
      admit(known);
    } else {
      client.offLoop(services().engine()::askTraits, this::admit, this::failed);
    }
  }

  /** The same request has been decided before, and cannot be decided otherwise now. */
  private void repeat(PreparedCalls.Prepared before) {
    prepared = before;
    Admitted request = before.request().admitted();
    admitted = request;
    passage.names(head.method(), before.path());
    passage.operation(
        request.call().operation().id(),
        request.call().variables().isEmpty() ? null : request.call().target());
    collected = new ByteArrayOutputStream(0);
  }

  private void admit(EngineTraits engine) {
    if (over) {
      return;
    }
    traits = engine;
    try {
      Admitted request =
          Intake.admit(
              head, principal, client.access().networked(), policy, engine, passage::names);
      admitted = request;
      passage.operation(
          request.call().operation().id(),
          request.call().variables().isEmpty() ? null : request.call().target());
      boolean typed = request.reading() == BodyReading.TYPED || !client.hasBody();
      if (typed) {
        collected = new ByteArrayOutputStream(client.hasBody() ? 1024 : 0);
        client.sendContinue();
        client.resume();
      } else {
        streaming = true;
        decide(request.call());
      }
    } catch (Refusal e) {
      refuse(e.finding());
    } catch (HttpException e) {
      refuse(new Finding("http.malformed", e.status(), e.getMessage(), ""));
    }
  }

  // The body

  /** Whether body bytes can be taken now; until then they wait in the socket. */
  boolean takesBody() {
    if (streaming) {
      return relay != null && !over && !judging && relay.takesBody();
    }
    return collected != null && !over;
  }

  /** Takes over the buffer. */
  void bodyBytes(ByteBuf bytes) {
    if (relay != null) {
      streamBytes(relay, bytes);
      return;
    }
    ByteArrayOutputStream into = collected;
    if (into == null || into.size() + bytes.readableBytes() > MAX_TYPED_BODY) {
      bytes.release();
      refuse(
          new Finding(
              "body.too-big",
              413,
              "the JSON body is longer than " + MAX_TYPED_BODY / 1024 / 1024 + " MiB",
              ""));
      return;
    }
    if (!client.loop().bodies().take(principal.name(), bytes.readableBytes())) {
      bytes.release();
      refuse(
          new Finding(
              "body.waiting",
              503,
              "too many long JSON bodies are being sent at once",
              "wait for some of these requests, then try again"));
      return;
    }
    passage.bytesIn += bytes.readableBytes();
    try {
      bytes.readBytes(into, bytes.readableBytes());
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    } finally {
      bytes.release();
    }
  }

  void bodyEnded() {
    if (over) {
      return;
    }
    if (prepared != null) {
      passage.forwarded(
          changes(prepared.request().forward()), prepared.request().forward().audited());
      carry(prepared.request());
      return;
    }
    if (streaming) {
      Relay open = relay;
      if (open == null) {
        return;
      }
      if (judged) {
        open.requestEnd();
      } else {
        judge(open, open::requestEnd, () -> {});
      }
      return;
    }
    Admitted request = java.util.Objects.requireNonNull(admitted);
    byte[] bytes = java.util.Objects.requireNonNull(collected).toByteArray();
    if (request.shape() == null) {
      if (bytes.length > 0) {
        refuse(
            new Finding(
                "body.unexpected",
                400,
                request.call().operation().id() + " takes no request body",
                ""));
        return;
      }
      decide(request.call());
      return;
    }
    try {
      Body body = Bodies.read(request.call().operation(), bytes);
      decide(request.call().withBody(body));
    } catch (BodyException e) {
      // The client is told which member it was; the journal is not, for its name is the client's.
      refuse(
          new Finding("body." + rule(e.kind()), 400, e.getMessage(), ""),
          "the body is not what " + request.call().operation().id() + " takes");
    }
  }

  private void streamBytes(Relay open, ByteBuf bytes) {
    if (check.isSlow(bytes.nioBuffer())) {
      judging = true;
      ByteBuffer view = bytes.nioBuffer();
      client.offLoop(
          () -> check.feed(view),
          passed -> {
            judging = false;
            if (over || relay != open) {
              bytes.release();
              return;
            }
            passOn(open, bytes, passed);
            open.flushRequest();
            client.resume();
          },
          e -> {
            bytes.release();
            judgedBadly(open, e);
          });
      return;
    }
    try {
      passOn(open, bytes, check.feed(bytes.nioBuffer()));
    } catch (Refusal e) {
      bytes.release();
      stopRelay(e.finding());
    }
  }

  /** Sends what may go on now, and the rest once the check has had its last word. */
  private void passOn(Relay open, ByteBuf bytes, int passed) {
    if (passed == bytes.readableBytes()) {
      open.requestBytes(bytes);
      return;
    }
    if (passed > 0) {
      open.requestBytes(bytes.readRetainedSlice(passed));
    }
    judging = true;
    judge(
        open,
        () -> {
          judging = false;
          open.requestBytes(bytes);
          open.flushRequest();
          client.resume();
        },
        bytes::release);
  }

  /** Lets the check have its last word, elsewhere, and goes on if it has nothing to say. */
  private void judge(Relay open, Runnable then, Runnable otherwise) {
    client.offLoop(
        () -> {
          check.finish();
          return true;
        },
        _ -> {
          judged = true;
          if (over || relay != open) {
            otherwise.run();
          } else {
            passage.audited(check.audited());
            then.run();
          }
        },
        e -> {
          otherwise.run();
          judgedBadly(open, e);
        });
  }

  private void judgedBadly(Relay open, Exception e) {
    if (over || relay != open) {
      return;
    }
    if (e instanceof Refusal refusal) {
      stopRelay(refusal.finding());
    } else {
      relay = null;
      open.abandon();
      failed(e);
    }
  }

  private static String rule(BodyException.Kind kind) {
    return switch (kind) {
      case MALFORMED -> "malformed";
      case UNKNOWN_MEMBER -> "unknown-member";
      case DUPLICATE_MEMBER -> "duplicate-member";
      case WRONG_TYPE -> "wrong-type";
      case TOO_BIG -> "too-big";
    };
  }

  /** The engine must not see the end of this body: its connection is cut, the client told why. */
  private void stopRelay(Finding finding) {
    Relay open = relay;
    relay = null;
    boolean answered = open != null && open.isAnswering();
    if (open != null) {
      open.abandon();
    }
    if (answered) {
      passage.refused(finding);
      passage.status(finding.status());
      services().metrics().refused(finding.rule());
      client.turnDone(false);
    } else {
      refuse(finding);
    }
  }

  // The decision

  private void decide(Call call) {
    EngineTraits engine = java.util.Objects.requireNonNull(traits);
    Set<Reference> references = policy.references(principal, call);
    needsNoFacts = references.isEmpty();
    if (needsNoFacts) {
      carryOut(call, policy.decide(principal, call, new Facts(engine, Map.of())));
    } else if (references.contains(new Reference.Usage())) {
      awaitPermit(() -> ask(call, engine));
    } else {
      ask(call, engine);
    }
  }

  private void ask(Call call, EngineTraits engine) {
    client.offLoop(
        () -> services().deliberation().decide(principal, policy, call, engine),
        outcome -> {
          facts = outcome.facts();
          carryOut(call, outcome.verdict());
        },
        this::failed);
  }

  /** One at a time where totals count: no other call of the principal may change them meanwhile. */
  private void awaitPermit(Runnable then) {
    Turnstile.Permit asked =
        services()
            .turnstile()
            .enter(
                principal.name(),
                () ->
                    client
                        .loop()
                        .execute(() -> {
                          waiting = false;
                          if (!over) {
                            then.run();
                          }
                        }));
    if (asked == null) {
      refuse(
          new Finding(
              "limit.waiting",
              503,
              "too many containers are being created at once",
              "wait for some of them, then try again"));
      return;
    }
    waiting = true;
    permit = asked;
  }

  private void carryOut(Call call, Verdict verdict) {
    if (over) {
      return;
    }
    switch (verdict) {
      case Verdict.Deny(Finding finding) -> refuse(finding);
      case Verdict.Ask(Finding finding) -> refuse(Refusal.unanswered(finding).finding());
      case Verdict.Forward forward -> {
        passage.forwarded(changes(forward), forward.audited());
        if (!forward.call().variables().isEmpty()) {
          passage.target(forward.call().target());
        }
        if (streaming) {
          judged = policy.reading(call.operation()) != BodyReading.CHECKED_STREAM;
          try {
            check =
                services()
                    .deliberation()
                    .bodyCheck(principal, policy, forward.call(), facts.engine());
          } catch (Refusal e) {
            refuse(e.finding());
            return;
          }
        }
        if (forward.preparation().isNothing()) {
          send(forward);
        } else {
          client.offLoop(
              () -> {
                services().deliberation().prepare(principal, forward.preparation());
                return true;
              },
              _ -> send(forward),
              this::failed);
        }
      }
    }
  }

  private List<String> changes(Verdict.Forward forward) {
    List<String> dropped = java.util.Objects.requireNonNull(admitted).dropped();
    if (dropped.isEmpty()) {
      return forward.changes();
    }
    List<String> changes = new ArrayList<>(forward.changes());
    dropped.forEach(name -> changes.add("query " + name + " dropped"));
    return changes;
  }

  private void send(Verdict.Forward forward) {
    if (over) {
      return;
    }
    if (forward.view() == Verdict.View.GRPC) {
      if (upgradesToHttp2()) {
        client.speakGrpc();
      }
      return;
    }
    if (forward.view() == Verdict.View.SESSION && !(upgradesToHttp2() && openSession())) {
      return;
    }
    Admitted request = java.util.Objects.requireNonNull(admitted);
    Body body = forward.call().body();
    byte[] bytes = body == null ? null : BodyWriter.write(body);
    Outgoing outgoing = new Outgoing(request, forward, bytes, streaming);
    if (needsNoFacts && traits != null) {
      client
          .loop()
          .prepared()
          .offer(
              head,
              policy,
              principal,
              traits,
              client.access().networked(),
              passage.path(),
              outgoing);
    }
    if (forward.view() == Verdict.View.RELAY || forward.view() == Verdict.View.SESSION) {
      if (streaming) {
        client.sendContinue();
      }
      carry(outgoing);
    } else {
      LoopSink opened = new LoopSink(client, passage, head.minorVersion() == 1);
      sink = opened;
      endless = forward.view() == Verdict.View.FILTER_EVENTS;
      if (client.inputOver()) {
        clientEnded();
      }
      client.offLoop(
          () -> {
            services().views().serve(principal, policy, forward, bytes, opened);
            return true;
          },
          _ -> {
            if (!over) {
              client.turnDone(opened.keepsAlive() && client.canKeepAlive());
            }
          },
          e -> {
            if (over) {
              return;
            }
            if (opened.begun()) {
              passage.failed(String.valueOf(e.getMessage()));
              client.turnDone(false);
            } else {
              failed(e);
            }
          });
    }
  }

  private boolean upgradesToHttp2() {
    if (head.headers().hasToken("upgrade", "h2c")) {
      return true;
    }
    refuse(new Finding("http.malformed", 400, "this must be upgraded to h2c", ""));
    return false;
  }

  /** Gives the session another name at the engine than the client has given it. */
  private boolean openSession() {
    try {
      Admitted request = java.util.Objects.requireNonNull(admitted);
      Headers headers = SessionHeaders.checked(head.headers());
      Sessions.Lease opened =
          services().buildKit().sessions().open(principal, SessionHeaders.id(headers));
      session = opened;
      RequestHead renamed =
          new RequestHead(
              head.method(),
              head.target(),
              head.minorVersion(),
              SessionHeaders.renamed(headers, opened),
              head.body());
      admitted = request.withHead(renamed);
      return true;
    } catch (Refusal e) {
      refuse(e.finding());
    } catch (HttpException e) {
      refuse(new Finding("http.malformed", e.status(), e.getMessage(), ""));
    }
    return false;
  }

  private void carry(Outgoing outgoing) {
    Relay started = new Relay(client, client.loop().pool(), passage, outgoing, permit);
    relay = started;
    started.start();
    if (client.inputOver()) {
      started.clientEnded();
    }
  }

  // Refusals and failures

  void refuse(Finding finding) {
    refuse(finding, finding.message());
  }

  private void refuse(Finding finding, String reason) {
    if (over) {
      return;
    }
    passage.refused(finding, reason);
    passage.status(finding.status());
    services().metrics().refused(finding.rule());
    client.answerError(finding.status(), finding.text());
  }

  private void failed(Exception cause) {
    if (over) {
      return;
    }
    switch (cause) {
      case Refusal refusal -> refuse(refusal.finding());
      case EngineException e -> {
        passage.failed("engine: " + e.status());
        passage.status(e.status());
        client.answerError(e.status(), e.engineMessage());
      }
      case IOException e -> {
        passage.failed("engine: " + e.getMessage());
        client.engineFailed(502, "the Docker engine could not be asked: " + e.getMessage());
      }
      default -> {
        System.getLogger(Turn.class.getName())
            .log(System.Logger.Level.ERROR, "a decision failed", cause);
        refuse(
            new Finding(
                "gate.failed",
                500,
                "the gate failed to decide, so the request is refused",
                "see the gate's log"));
      }
    }
  }

  // What the connection tells

  void clientReadComplete() {
    if (relay != null) {
      relay.flushRequest();
    }
  }

  void clientWritabilityChanged(boolean writable) {
    if (relay != null) {
      relay.clientWritabilityChanged(writable);
    }
  }

  /** The client will send nothing more, but may still read. */
  void clientEnded() {
    if (relay != null) {
      relay.clientEnded();
    } else if (sink != null && endless) {
      // As the engine itself does; an answer that ends by itself is still read by the client.
      sink.cancel();
    }
  }

  void clientGone() {
    if (relay != null) {
      Relay open = relay;
      relay = null;
      open.abandon();
    }
    if (sink != null) {
      sink.cancel();
    }
  }

  void tunnelBytes(ByteBuf bytes) {
    if (relay == null) {
      bytes.release();
    } else {
      relay.tunnelBytes(bytes);
    }
  }

  void becameTunnel() {
    tunnel = true;
    services().metrics().streamOpened();
    passage.opened(services().journal());
  }

  /**
   * Records what the engine's answer means for owners, then goes on; even a failure lets the answer
   * out.
   */
  void recordSequel(Verdict.Forward forward, String response, Runnable then) {
    client.offLoop(
        () -> {
          services().deliberation().recordSequel(principal, forward, facts, check.tags(), response);
          return true;
        },
        _ -> then.run(),
        e -> {
          passage.failed("owners not recorded: " + e.getMessage());
          then.run();
        });
  }

  void tick(int age) {
    if (waiting) {
      if (age > services().timeouts().answer()) {
        refuse(
            new Finding(
                "limit.waiting",
                503,
                "an earlier create of yours has not been answered by the engine",
                "try again when the engine answers"));
      }
    } else if (collected != null && relay == null && sink == null && client.isReadingBody()) {
      if (age > services().timeouts().body()) {
        refuse(new Finding("body.too-slow", 408, "the request body did not arrive in time", ""));
      }
    } else if (relay != null
        && !relay.hasResponse()
        && !streaming
        && age > services().timeouts().answer()) {
      Admitted request = java.util.Objects.requireNonNull(admitted);
      if (QUICK.contains(request.call().operation())) {
        int seconds = services().timeouts().answer();
        passage.failed("engine did not answer in " + seconds + " s");
        relay.fail(504, "the Docker engine did not answer within " + seconds + " seconds");
      }
    }
  }

  /**
   * Questions that an engine in good health answers at once; all others may take as long as they
   * like.
   */
  private static final Set<dev.cofferdam.engine.catalogue.Operation> QUICK =
      Set.of(
          dev.cofferdam.engine.catalogue.Operation.SYSTEM_PING,
          dev.cofferdam.engine.catalogue.Operation.SYSTEM_PING_HEAD,
          dev.cofferdam.engine.catalogue.Operation.SYSTEM_VERSION,
          dev.cofferdam.engine.catalogue.Operation.SYSTEM_INFO,
          dev.cofferdam.engine.catalogue.Operation.CONTAINER_LIST,
          dev.cofferdam.engine.catalogue.Operation.CONTAINER_INSPECT,
          dev.cofferdam.engine.catalogue.Operation.IMAGE_LIST,
          dev.cofferdam.engine.catalogue.Operation.IMAGE_INSPECT,
          dev.cofferdam.engine.catalogue.Operation.NETWORK_LIST,
          dev.cofferdam.engine.catalogue.Operation.NETWORK_INSPECT,
          dev.cofferdam.engine.catalogue.Operation.VOLUME_LIST,
          dev.cofferdam.engine.catalogue.Operation.VOLUME_INSPECT,
          dev.cofferdam.engine.catalogue.Operation.EXEC_INSPECT);

  /** Puts the request on record; called once, by the connection. */
  void ended() {
    if (over) {
      return;
    }
    over = true;
    relay = null;
    if (collected != null) {
      client.loop().bodies().giveBack(principal.name(), collected.size());
      collected = null;
    }
    check.close();
    if (session != null) {
      session.close();
    }
    if (permit != null) {
      permit.leave();
    }
    if (tunnel) {
      services().metrics().streamClosed();
    }
    passage.end(services().journal(), tunnel);
    services()
        .metrics()
        .served(passage.operation(), passage.verdict(), passage.status(), passage.nanos());
  }
}
