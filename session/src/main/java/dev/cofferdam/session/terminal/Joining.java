package dev.cofferdam.session.terminal;

import dev.cofferdam.engine.client.Duplex;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One joining of a process's streams with local ones. Ends when the process does, or when the
 * detach keys were typed.
 */
public final class Joining {
  /** How it ended. */
  public enum Outcome {
    /** The engine closed the stream: the process ended, or the connection is lost. */
    CLOSED,
    /** The keys were typed; the process goes on. */
    DETACHED
  }

  private static final int BUFFER = 16 * 1024;
  private static final int STDERR = 2;
  private static final int MAX_FRAME = 16 * 1024 * 1024;

  private final Duplex stream;
  private final LocalStreams local;
  private final boolean terminal;
  private final DetachKeys keys;
  private volatile boolean detached;

  /**
   * @param terminal whether the process has a terminal: then its output is raw, and keys detach
   */
  public Joining(Duplex stream, LocalStreams local, boolean terminal, DetachKeys keys) {
    this.stream = stream;
    this.local = local;
    this.terminal = terminal;
    this.keys = keys;
  }

  /**
   * Moves bytes until the end.
   *
   * @throws IOException when the local output cannot be written
   */
  public Outcome run() throws IOException {
    Thread input = Thread.ofPlatform().daemon().name("session-input").start(this::forwardInput);
    try {
      if (terminal) {
        copy(stream.input(), local.output());
      } else {
        demultiplex();
      }
    } finally {
      stream.close();
      input.interrupt();
    }
    return detached ? Outcome.DETACHED : Outcome.CLOSED;
  }

  private void forwardInput() {
    byte[] buffer = new byte[BUFFER];
    DetachKeys.Filter filter = keys.filter();
    try {
      InputStream in = local.input();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!terminal) {
          stream.output().write(buffer, 0, n);
          continue;
        }
        byte[] passed = filter.pass(buffer, n);
        if (passed.length > 0) {
          stream.output().write(passed);
        }
        if (filter.complete()) {
          detached = true;
          stream.close();
          return;
        }
      }
      stream.closeWrite();
    } catch (IOException _) {
      // The process is gone, or nothing can be read here any more: its output says the rest.
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
      out.write(buffer, 0, n);
      out.flush();
    }
  }

  /** A stream that breaks is one that ended; whether the process did is asked of the engine. */
  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException _) {
      return -1;
    }
  }

  /** Docker's frames: one byte for the stream, three of nothing, four for the length. */
  private void demultiplex() throws IOException {
    DataInputStream in = new DataInputStream(stream.input());
    byte[] head = new byte[8];
    while (true) {
      byte[] payload;
      try {
        in.readFully(head);
        int length =
            (head[4] & 0xff) << 24
                | (head[5] & 0xff) << 16
                | (head[6] & 0xff) << 8
                | (head[7] & 0xff);
        if (length < 0 || length > MAX_FRAME) {
          throw new EOFException("what the engine sends are no frames");
        }
        payload = in.readNBytes(length);
      } catch (IOException _) {
        return;
      }
      OutputStream out = head[0] == STDERR ? local.errors() : local.output();
      out.write(payload);
      out.flush();
    }
  }
}
