package dev.cofferdam.gate.escape;

import dev.cofferdam.engine.buildkit.Solve;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A session that bob has open, and what happens when ann names it in a build of hers. */
final class ForeignSession {
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  private ForeignSession() {}

  /** The engine would ask bob's client for the files of ann's build. */
  static String use(BuildKitTarget target) throws Exception {
    String id = "esc" + Long.toHexString(System.nanoTime());
    CountDownLatch reached = new CountDownLatch(1);
    try (SocketChannel bob =
        SocketChannel.open(UnixDomainSocketAddress.of(Path.of(target.fill("${bobSocket}"))))) {
      String head =
          "POST /v1.44/session HTTP/1.1\r\nHost: \r\nContent-Length: 0\r\nConnection: Upgrade\r\n"
              + "Upgrade: h2c\r\nX-Docker-Expose-Session-Uuid: "
              + id
              + "\r\nX-Docker-Expose-Session-Grpc-Method: /moby.filesync.v1.FileSync/DiffCopy"
              + "\r\n\r\n";
      bob.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      Thread reader = Thread.ofVirtual().start(() -> watch(bob, reached));
      Thread solver =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  target.solve(
                      target
                          .solve()
                          .with(Solve.SESSION, id)
                          .with(Solve.FRONTEND, "dockerfile.v0")
                          .with(Solve.FRONTEND_ATTRS, Map.of("filename", "Dockerfile")));
                } catch (IOException _) {
                  // Refused or broken off; what counts is whether bob was asked.
                }
              });
      boolean asked = reached.await(4, TimeUnit.SECONDS);
      bob.close();
      solver.join();
      reader.join();
      return asked ? "reached another's session" : "was kept from it";
    }
  }

  /**
   * Sees whether the engine asks bob's client anything; its health check comes after five seconds.
   */
  private static void watch(SocketChannel bob, CountDownLatch reached) {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    StringBuilder all = new StringBuilder();
    try {
      boolean settled = false;
      boolean acknowledged = false;
      while (bob.read(buffer.clear()) >= 0) {
        all.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        if (!settled && all.indexOf("101 ") >= 0) {
          // Not before: the engine loses what comes with the head.
          settled = true;
          bob.write(ByteBuffer.wrap(SETTINGS));
        }
        if (!acknowledged && all.indexOf("PRI * HTTP/2") >= 0) {
          acknowledged = true;
          bob.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 4, 1, 0, 0, 0, 0}));
        }
        if (streams(all) > 0) {
          reached.countDown();
        }
      }
    } catch (IOException _) {
      // Closed at the end.
    }
  }

  private static int streams(StringBuilder all) {
    int at = all.indexOf("SM\r\n\r\n");
    int count = 0;
    at = at < 0 ? all.length() : at + 6;
    while (at + 9 <= all.length()) {
      int length = all.charAt(at) << 16 | all.charAt(at + 1) << 8 | all.charAt(at + 2);
      count += all.charAt(at + 3) == 1 ? 1 : 0;
      at += 9 + length;
    }
    return count;
  }
}
