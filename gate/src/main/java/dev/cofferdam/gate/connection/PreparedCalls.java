package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Verdict;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers decisions that cannot come out differently. A policy is pure: for a request without a
 * body that needs no facts, the same head from the same principal under the same policy gives the
 * same verdict and the same new request. Clients that poll ask the same few questions all day. Used
 * on one event loop only.
 */
final class PreparedCalls {
  /**
   * When it is full it is emptied: a client that varies its requests gains nothing and costs
   * little.
   */
  private static final int MAX_ENTRIES = 256;

  private static final int MAX_TARGET = 512;

  private final Map<Key, Prepared> calls = new HashMap<>();

  /** Everything of a request that the verdict or the new request depends on. */
  private record Key(
      Policy policy,
      Principal principal,
      EngineTraits engine,
      boolean networked,
      String method,
      String target,
      int minorVersion,
      @Nullable String host,
      @Nullable String userAgent) {}

  /**
   * @param path the decoded path, for the journal
   * @param request the decided request with its bytes
   */
  record Prepared(String path, Outgoing request) {}

  @Nullable Prepared find(
      RequestHead head,
      Policy policy,
      Principal principal,
      EngineTraits engine,
      boolean networked) {
    return isEligible(head) ? calls.get(key(head, policy, principal, engine, networked)) : null;
  }

  /** Keeps a decision, if it is of the kind that can be kept. */
  void offer(
      RequestHead head,
      Policy policy,
      Principal principal,
      EngineTraits engine,
      boolean networked,
      String path,
      Outgoing request) {
    Verdict.Forward forward = request.forward();
    boolean keepable =
        isEligible(head)
            && request.canRepeat()
            && request.body() == null
            && forward.view() == Verdict.View.RELAY
            && forward.sequel() == Verdict.Sequel.NOTHING
            && request.admitted().registryHeaders().isEmpty();
    if (!keepable) {
      return;
    }
    if (calls.size() >= MAX_ENTRIES) {
      calls.clear();
    }
    ByteBuf written = request.write();
    byte[] bytes = new byte[written.readableBytes()];
    written.readBytes(bytes);
    written.release();
    calls.put(
        key(head, policy, principal, engine, networked),
        new Prepared(path, request.withBytes(bytes)));
  }

  /** Requests of browsers and upgrades depend on more headers than the key holds. */
  private static boolean isEligible(RequestHead head) {
    return head.target().length() <= MAX_TARGET
        && head.headers().first("origin") == null
        && head.headers().first("upgrade") == null;
  }

  private static Key key(
      RequestHead head,
      Policy policy,
      Principal principal,
      EngineTraits engine,
      boolean networked) {
    return new Key(
        Objects.requireNonNull(policy),
        principal,
        engine,
        networked,
        head.method(),
        head.target(),
        head.minorVersion(),
        head.headers().first("host"),
        head.headers().first("user-agent"));
  }
}
