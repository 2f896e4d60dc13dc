package dev.cofferdam.engine.client;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way up in chunks, on a virtual thread of its own, because the engine may answer (a
 * refusal, or progress) before it has read everything.
 */
final class Upload {
  private static final int CHUNK = 32 * 1024;
  private static final int HEAD = 6; // four hex digits, CRLF
  private static final byte[] LAST = WireReader.bytes("0\r\n\r\n");

  private volatile boolean done;
  private volatile @Nullable IOException sourceFailure;

  private Upload() {}

  static Upload start(InputStream source, Wire wire) {
    Upload upload = new Upload();
    Thread.ofVirtual().name("engine-upload").start(() -> upload.run(source, wire));
    return upload;
  }

  /** Whether the end of the body has been written. */
  boolean done() {
    return done;
  }

  @Nullable IOException sourceFailure() {
    return sourceFailure;
  }

  private void run(InputStream source, Wire wire) {
    byte[] chunk = new byte[HEAD + CHUNK + 2];
    try (source) {
      while (true) {
        int n;
        try {
          n = source.read(chunk, HEAD, CHUNK);
        } catch (IOException e) {
          // The engine must not take half a body for a whole one.
          sourceFailure = e;
          wire.close();
          return;
        }
        if (n < 0) {
          done = true; // before the write: the reply may be read to its end while write returns
          wire.write(LAST, 0, LAST.length);
          return;
        }
        if (n > 0) {
          System.arraycopy(WireReader.bytes("%04x\r\n".formatted(n)), 0, chunk, 0, HEAD);
          chunk[HEAD + n] = '\r';
          chunk[HEAD + n + 1] = '\n';
          wire.write(chunk, 0, HEAD + n + 2);
        }
      }
    } catch (IOException e) {
      // The engine stopped reading; what it has to say about that is in its reply.
      done = false;
    }
  }
}
