package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.transport.Transport;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one event loop keeps: its client connections, its idle engine connections and a clock that
 * ticks once a second. One tick looks after all connections, so that no request pays for a timer of
 * its own. Used on its loop only.
 */
public final class LoopState {
  private static final int MANY_HEAVY = 256;

  private final EventLoop loop;
  private final EnginePool pool;
  private final ChannelGroup sockets;
  private final Set<ClientConnection> clients = new LinkedHashSet<>();
  private final PreparedCalls prepared = new PreparedCalls();
  private final BodyBudget bodies = new BodyBudget();
  private final Reads reads;
  private int seconds;
  private int heavy;

  /**
   * @param transport that of the loop
   * @param engineLost runs when the engine has closed a connection that it had kept: it may be
   *     another engine from now on
   */
  public LoopState(EventLoop loop, Transport transport, EngineDialer dialer, Runnable engineLost) {
    this.loop = loop;
    this.reads = new Reads(loop, this::crowded);
    this.sockets = new DefaultChannelGroup(loop);
    this.pool = new EnginePool(loop, transport, dialer, reads, sockets, engineLost);
    loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  PreparedCalls prepared() {
    return prepared;
  }

  EnginePool pool() {
    return pool;
  }

  /** Runs a task on the loop, soon; from any thread. */
  void execute(Runnable task) {
    loop.execute(task);
  }

  /** Seconds since the loop began; coarse, free. */
  int seconds() {
    return seconds;
  }

  /** What bodies may hold on this loop. */
  BodyBudget bodies() {
    return bodies;
  }

  /** How connections of this loop read. */
  Reads reads() {
    return reads;
  }

  /** Counts the connections that hold what they cannot pass on. */
  void becameHeavy(boolean now) {
    heavy += now ? 1 : -1;
  }

  /**
   * Whether so many connections hold what they cannot pass on that each may hold only little more.
   * 256 of them hold some 20 MiB at most.
   */
  boolean crowded() {
    return heavy > MANY_HEAVY;
  }

  void add(ClientConnection client, Channel channel) {
    clients.add(client);
    sockets.add(channel);
  }

  /** Keeps the clients in the order in which they became idle. */
  void becameIdle(ClientConnection client) {
    if (clients.remove(client)) {
      clients.add(client);
    }
  }

  void remove(ClientConnection client) {
    clients.remove(client);
  }

  /**
   * Closes the connection that has waited longest without a request, to make room for a new one.
   */
  public boolean evictOne() {
    for (ClientConnection client : clients) {
      if (client.isIdle()) {
        client.close();
        return true;
      }
    }
    return false;
  }

  private void tick() {
    seconds++;
    for (ClientConnection client : new ArrayList<>(clients)) {
      client.tick(seconds);
    }
  }

  /** Closes what is idle and tells the rest to close after their current request. */
  public void drain() {
    pool.close();
    for (ClientConnection client : new ArrayList<>(clients)) {
      client.drain();
    }
  }

  /** How many client connections are open on this loop. */
  public int openConnections() {
    return clients.size();
  }

  /**
   * How many sockets this loop still serves, engine connections among them. Over io_uring a socket
   * is only gone when the kernel has given back the buffers that it was to fill.
   */
  public int openSockets() {
    return sockets.size();
  }

  /** Closes everything at once. */
  public void close() {
    for (ClientConnection client : new ArrayList<>(clients)) {
      client.close();
    }
    pool.close();
  }
}
