package dev.cofferdam.watch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server: when it is shut, connections break and new ones are thrown out. */
final class Door implements AutoCloseable {
  private final ServerSocket listening;
  private final int behind;
  private final Set<Socket> through = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

  private Door(ServerSocket listening, int behind) {
    this.listening = listening;
    this.behind = behind;
  }

  static Door before(URI server) throws IOException {
    Door door =
        new Door(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server.getPort());
    Thread.ofVirtual().start(door::welcome);
    return door;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  void shut() {
    open = false;
    through.forEach(Door::breakOff);
  }

  void open() {
    open = true;
  }

  private void welcome() {
    while (!listening.isClosed()) {
      try {
        Socket guest = listening.accept();
        through.add(guest);
        Thread.ofVirtual().start(() -> lead(guest));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void lead(Socket guest) {
    // Looked at after the guest was written down: who comes while it is shut is seen by one side.
    if (!open) {
      breakOff(guest);
      return;
    }
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      through.add(server);
      Thread back = Thread.ofVirtual().start(() -> pass(server, guest));
      pass(guest, server);
      back.join();
      through.remove(server);
    } catch (IOException e) {
      breakOff(guest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    through.remove(guest);
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      breakOff(from);
      breakOff(to);
    }
  }

  private static void breakOff(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is broken, as it should be.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    shut();
  }
}
