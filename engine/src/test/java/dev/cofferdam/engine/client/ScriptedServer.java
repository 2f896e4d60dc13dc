package dev.cofferdam.engine.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real socket whose n-th connection is served by the n-th script; the last one serves the rest.
 */
final class ScriptedServer implements AutoCloseable {
  interface Script {
    void serve(Peer peer) throws IOException;
  }

  /** The server's end of a connection. */
  record Peer(SocketChannel channel, List<String> requests) {
    /** Reads a request's head, one byte at a time so that nothing behind it is taken. */
    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      ByteBuffer one = ByteBuffer.allocate(1);
      while (!head.toString().endsWith("\r\n\r\n")) {
        if (channel.read(one.clear()) < 0) {
          return head.toString();
        }
        head.append((char) one.get(0));
      }
      requests.add(head.toString());
      return head.toString();
    }

    void say(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    void untilTheOtherSideCloses() throws IOException {
      ByteBuffer some = ByteBuffer.allocate(8192);
      while (channel.read(some.clear()) >= 0) {
        // What comes is of no interest.
      }
    }
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocketChannel listener;
  private final Path socket;

  ScriptedServer(Path folder, Script... scripts) throws IOException {
    socket = folder.resolve("s.sock");
    Files.deleteIfExists(socket);
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> accept(scripts));
  }

  EngineAddress address() {
    return new EngineAddress.Unix(socket);
  }

  private void accept(Script... scripts) {
    for (int i = 0; ; i++) {
      SocketChannel channel;
      try {
        channel = listener.accept();
      } catch (IOException e) {
        return; // closed: the test is over
      }
      Script script = scripts[Math.min(i, scripts.length - 1)];
      Thread.ofVirtual()
          .start(() -> {
            try (channel) {
              script.serve(new Peer(channel, requests));
            } catch (IOException e) {
              // The client hung up, as some tests want it to.
            }
          });
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }
}
