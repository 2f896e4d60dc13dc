package dev.cofferdam.session.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A client's body on its way up: parts come from the event loop and leave as fast as the API takes
 * them. The loop stops reading while {@link #isFull}, so no more than a few parts wait here.
 */
final class RequestBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
  private static final int FULL = 8;

  private final Runnable roomAgain;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private long wanted;
  private boolean complete;
  private @Nullable IOException broken;
  private boolean over;
  private boolean delivering;

  /**
   * @param roomAgain called, from any thread, when a full queue has room again
   */
  RequestBody(Runnable roomAgain) {
    this.roomAgain = roomAgain;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> next) {
    next.onSubscribe(this);
    boolean second;
    synchronized (this) {
      second = subscriber != null;
      if (!second) {
        subscriber = next;
      }
    }
    if (second) {
      next.onError(new IOException("a body is sent once"));
    } else {
      deliver();
    }
  }

  void add(ByteBuffer part) {
    synchronized (this) {
      if (over) {
        return;
      }
      waiting.add(part);
    }
    deliver();
  }

  void complete() {
    synchronized (this) {
      complete = true;
    }
    deliver();
  }

  /** Ends the body before its end: the call upstream fails. */
  void fail(IOException reason) {
    synchronized (this) {
      broken = reason;
    }
    deliver();
  }

  synchronized boolean isFull() {
    return waiting.size() >= FULL;
  }

  @Override
  public void request(long n) {
    synchronized (this) {
      wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
    }
    deliver();
  }

  @Override
  public void cancel() {
    synchronized (this) {
      over = true;
      waiting.clear();
    }
    roomAgain.run();
  }

  /** One thread at a time hands out; a call from within a handing-out only leaves its mark. */
  private void deliver() {
    while (true) {
      Flow.Subscriber<? super ByteBuffer> to;
      ByteBuffer part = null;
      IOException failure;
      boolean room;
      synchronized (this) {
        to = subscriber;
        if (delivering || over || to == null) {
          return;
        }
        failure = broken;
        room = isFull();
        if (failure != null || (complete && waiting.isEmpty())) {
          over = true;
          waiting.clear();
        } else if (wanted > 0 && !waiting.isEmpty()) {
          part = waiting.poll();
          wanted--;
        } else {
          return;
        }
        delivering = true;
      }
      if (failure != null) {
        to.onError(failure);
      } else if (part != null) {
        to.onNext(part);
      } else {
        to.onComplete();
      }
      synchronized (this) {
        delivering = false;
      }
      if (room) {
        roomAgain.run();
      }
    }
  }
}
