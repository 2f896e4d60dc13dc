package dev.cofferdam.session.port;

import dev.cofferdam.gate.transport.SocketFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One port of the host's loopback behind a Unix socket: whoever connects to the socket is connected
 * to the port, each direction until its sender closes it.
 */
final class PortDoor implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private static final SocketFile.Binding<ServerSocketChannel> BINDING =
      new SocketFile.Binding<>() {
        @Override
        public ServerSocketChannel bind(Path address) throws IOException {
          ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
          try {
            return server.bind(UnixDomainSocketAddress.of(address), 1024);
          } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
          }
        }

        @Override
        public void close(ServerSocketChannel bound) {
          quietly(bound);
        }
      };

  private final SocketFile file;
  private final InetSocketAddress target;
  private final Semaphore room;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private PortDoor(
      SocketFile file, InetSocketAddress target, Semaphore room, ServerSocketChannel server) {
    this.file = file;
    this.target = target;
    this.room = room;
    this.server = server;
  }

  /**
   * Begins to serve.
   *
   * @param target on the host
   * @param room how many connections may be open, over all doors that share it; more are closed
   */
  static PortDoor open(SocketFile file, InetSocketAddress target, Semaphore room)
      throws IOException {
    PortDoor door = new PortDoor(file, target, room, file.bind(BINDING));
    Thread.ofVirtual().name("port-" + target.getPort()).start(door::accept);
    return door;
  }

  InetSocketAddress target() {
    return target;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel down = server.accept();
        if (room.tryAcquire()) {
          Thread.ofVirtual().start(() -> serve(down));
        } else {
          quietly(down);
        }
      } catch (IOException _) {
        // The listener was closed, or a client left between its connect and our accept.
      }
    }
  }

  private void serve(SocketChannel down) {
    open.add(down);
    try (down;
        SocketChannel up = SocketChannel.open()) {
      open.add(up);
      try {
        up.connect(target);
        Thread back = Thread.ofVirtual().start(() -> pump(up, down));
        pump(down, up);
        back.join();
      } finally {
        open.remove(up);
      }
    } catch (IOException _) {
      // Nothing answers at the port: the client sees its connection end.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(down);
      room.release();
    }
  }

  /** Copies until the sender closes its half, and then closes that half of the other side. */
  private static void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException _) {
      // One side broke off: the other must see that its bytes arrive nowhere.
      quietly(from);
      quietly(to);
    }
  }

  private static void quietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Ends the door and the connections through it. */
  @Override
  public void close() {
    quietly(server);
    file.remove();
    open.forEach(PortDoor::quietly);
  }
}
