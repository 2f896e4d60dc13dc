package dev.cofferdam.session.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * An input that one reader can leave to the next: nothing can interrupt a read from a terminal, so
 * one daemon thread reads, and an interrupt ends the wait of whoever reads here, without losing a
 * byte. For one reader at a time.
 */
public final class SharedInput extends InputStream {
  private static final int CHUNK = 16 * 1024;
  private static final int CHUNKS = 64;
  private static final byte[] END = new byte[0];

  private final InputStream source;
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private byte[] current = END;
  private int position;
  private boolean started;
  private boolean ended;

  /** Reads from the source only once somebody reads here. */
  public SharedInput(InputStream source) {
    this.source = source;
  }

  private void pump() {
    byte[] buffer = new byte[CHUNK];
    try {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        if (n > 0) {
          chunks.put(java.util.Arrays.copyOf(buffer, n));
        }
      }
      chunks.put(END);
    } catch (IOException _) {
      chunks.offer(END); // what cannot be read any more has ended
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("coffer-input").start(this::pump);
    }
    if (position == current.length) {
      if (ended) {
        return -1;
      }
      try {
        current = chunks.take();
      } catch (InterruptedException _) {
        throw new InterruptedIOException("left to the next reader");
      }
      position = 0;
      if (current.length == 0) {
        ended = true;
        return -1;
      }
    }
    int n = Math.min(length, current.length - position);
    System.arraycopy(current, position, bytes, offset, n);
    position += n;
    return n;
  }
}
