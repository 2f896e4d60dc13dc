package dev.cofferdam.gate.buildkit;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Rules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The sessions that are open through this gate. The engine knows each by a name that the gate has
 * made up, so that nobody can name somebody else's. Safe for any thread.
 */
public final class Sessions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final int MAX = 10_000;

  private record Key(Principal principal, String name) {}

  private final Map<Key, String> open = new ConcurrentHashMap<>();

  /** A session until it is closed. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final String upstream;

    private Lease(Key key, String upstream) {
      this.key = key;
      this.upstream = upstream;
    }

    /** The name by which the engine knows it. */
    public String upstream() {
      return upstream;
    }

    /**
     * The key by which the engine keeps what it was sent, for the next build: the principal's own,
     * so that nobody can have a file of another's context taken for one of his own.
     */
    public String sharedKey(String given) {
      return digest(key.principal().name() + "\n" + given);
    }

    @Override
    public void close() {
      open.remove(key, upstream);
    }
  }

  /**
   * Opens a session under the name that the client has chosen.
   *
   * @throws Refusal when the name is none, or taken
   */
  public Lease open(Principal principal, String name) throws Refusal {
    Key key = new Key(principal, name);
    String upstream = UUID.randomUUID().toString().replace("-", "");
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(
          new Finding(Rules.BUILD_SESSION.id(), 400, "this cannot be the id of a session", ""));
    }
    if (open.size() >= MAX) {
      throw new Refusal(
          new Finding(
              Rules.BUILD_SESSION.id(), 503, "too many build sessions are open", "try again"));
    }
    if (open.putIfAbsent(key, upstream) != null) {
      throw new Refusal(
          new Finding(Rules.BUILD_SESSION.id(), 409, "this session is open already", ""));
    }
    return new Lease(key, upstream);
  }

  /** What the engine calls this session of the principal's, while it is open. */
  Optional<String> upstream(Principal principal, String name) {
    return Optional.ofNullable(open.get(new Key(principal, name)));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
