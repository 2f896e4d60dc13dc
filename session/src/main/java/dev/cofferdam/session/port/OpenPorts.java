package dev.cofferdam.session.port;

import dev.cofferdam.gate.transport.SocketFile;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.host.SessionContext;
import dev.cofferdam.session.notice.Notices;
import dev.cofferdam.session.port.PublishedPorts.Wanted;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The ports that answer on the workspace's localhost, and what has to change. For one thread. */
final class OpenPorts implements AutoCloseable {
  /** Over all ports of the session; each costs two buffers of 16 KiB. */
  private static final int MAX_CONNECTIONS = 2048;

  private final SessionContext context;
  private final Notices notices;
  private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
  private final Map<Integer, PortDoor> doors = new HashMap<>();
  private final Set<Integer> forwarded = new HashSet<>();
  private final Set<Integer> fixed = new HashSet<>();
  private final Set<Integer> complained = new HashSet<>();

  OpenPorts(SessionContext context, Notices notices) {
    this.context = context;
    this.notices = notices;
  }

  /** Nothing listens in the workspace: its forwarder was started anew. */
  void forwarderIsNew() {
    forwarded.clear();
  }

  /** Opens a port of one of Cofferdam's own services. */
  void openFixed(Forwarder forwarder, int port, String socket) throws IOException {
    fixed.add(port);
    String problem = forwarder.listen(port, socket);
    if (!problem.isEmpty()) {
      throw new IOException(clash(port, "Cofferdam itself", problem));
    }
  }

  /** Closes what is not wanted any more, and opens what is. */
  void become(Forwarder forwarder, Map<Integer, Wanted> wanted) throws IOException {
    Iterator<Map.Entry<Integer, PortDoor>> each = doors.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Integer, PortDoor> door = each.next();
      Wanted now = wanted.get(door.getKey());
      if (now == null || !now.target().equals(door.getValue().target())) {
        if (forwarded.remove(door.getKey())) {
          forwarder.release(door.getKey());
        }
        door.getValue().close();
        each.remove();
      }
    }
    complained.retainAll(wanted.keySet());
    for (Map.Entry<Integer, Wanted> port : wanted.entrySet()) {
      open(forwarder, port.getKey(), port.getValue());
    }
  }

  private void open(Forwarder forwarder, int port, Wanted wanted) throws IOException {
    if (fixed.contains(port)) {
      complain(port, clash(port, wanted.container(), "EADDRINUSE"));
      return;
    }
    if (!doors.containsKey(port)) {
      doors.put(port, PortDoor.open(file(port), wanted.target(), room));
    }
    if (!forwarded.contains(port)) {
      String problem = forwarder.listen(port, SessionFolder.INSIDE + "/ports/" + port + ".sock");
      if (problem.isEmpty()) {
        forwarded.add(port);
      } else {
        complain(port, clash(port, wanted.container(), problem));
      }
    }
  }

  private SocketFile file(int port) {
    return new SocketFile(
        context.folder().ports().resolve(port + ".sock"),
        "0600",
        Optional.of(context.plan().user().toString()));
  }

  private void complain(int port, String text) {
    if (complained.add(port)) {
      notices.say("port.clash", text);
    }
  }

  private static String clash(int port, String whose, String problem) {
    return "port "
        + port
        + " of "
        + whose
        + " does not answer on the workspace's localhost: "
        + (problem.equals("EADDRINUSE")
            ? "something in the workspace listens there already. Stop it, or publish another port"
            : "the workspace's system says " + problem);
  }

  @Override
  public void close() {
    doors.values().forEach(PortDoor::close);
    doors.clear();
  }
}
