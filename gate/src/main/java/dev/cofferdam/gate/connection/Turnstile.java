package dev.cofferdam.gate.connection;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call of a principal through at a time, from before it is decided until the engine has
 * answered, in the order in which they came. So two creates cannot both fit under a ceiling that
 * has room for one. Waiting costs no thread. Safe for any thread.
 */
public final class Turnstile {
  /** How many calls of one principal may wait. */
  private static final int MAX_WAITING = 256;

  private final Map<String, ArrayDeque<Permit>> queues = new HashMap<>();

  /**
   * Takes a place in the queue.
   *
   * @param then run once, when it is this call's turn: now, on this thread, or later, on the thread
   *     of the one before; must not block
   * @return null when too many wait already
   */
  @Nullable Permit enter(String principal, Runnable then) {
    Permit permit = new Permit(this, principal, then);
    synchronized (this) {
      ArrayDeque<Permit> queue = queues.computeIfAbsent(principal, _ -> new ArrayDeque<>());
      if (queue.size() > MAX_WAITING) {
        return null;
      }
      queue.addLast(permit);
      if (queue.size() > 1) {
        return permit;
      }
    }
    then.run();
    return permit;
  }

  private void remove(Permit permit) {
    Permit next;
    synchronized (this) {
      ArrayDeque<Permit> queue = queues.get(permit.principal);
      if (queue == null) {
        return;
      }
      boolean first = queue.peekFirst() == permit;
      queue.remove(permit);
      if (queue.isEmpty()) {
        queues.remove(permit.principal);
        return;
      }
      next = first ? queue.peekFirst() : null;
    }
    if (next != null) {
      next.then.run();
    }
  }

  /** A place in the queue. */
  static final class Permit {
    private final Turnstile turnstile;
    private final String principal;
    private final Runnable then;
    private boolean outlives;
    private boolean left;

    private Permit(Turnstile turnstile, String principal, Runnable then) {
      this.turnstile = turnstile;
      this.principal = principal;
      this.then = then;
    }

    /**
     * The turn ends, but the engine may still be at work for it: {@link #leave} has no effect until
     * {@link #answered}.
     */
    void outlive() {
      synchronized (turnstile) {
        outlives = true;
      }
    }

    /** The engine has answered, or will never. */
    void answered() {
      synchronized (turnstile) {
        outlives = false;
      }
      leave();
    }

    /** Lets the next one through; later calls do nothing. */
    void leave() {
      synchronized (turnstile) {
        if (left || outlives) {
          return;
        }
        left = true;
      }
      turnstile.remove(this);
    }
  }
}
