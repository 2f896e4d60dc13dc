package dev.cofferdam.gate;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.gate.buildkit.BuildKit;
import dev.cofferdam.gate.buildkit.Sessions;
import dev.cofferdam.gate.connection.EngineDialer;
import dev.cofferdam.gate.connection.LoopState;
import dev.cofferdam.gate.connection.Services;
import dev.cofferdam.gate.connection.Turnstile;
import dev.cofferdam.gate.lookup.Deliberation;
import dev.cofferdam.gate.lookup.EngineLink;
import dev.cofferdam.gate.metrics.GateMetrics;
import dev.cofferdam.gate.metrics.Monitor;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.transport.Transport;
import dev.cofferdam.gate.view.Views;
import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Policy;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A running gate. Create one with {@link #start}; all methods may be called from any thread.
 *
 * <pre>{@code
 * try (Gate gate = Gate.start(settings, journal)) {
 *   gate.addresses().forEach(url -> System.out.println("listening " + url));
 *   ...
 * }
 * }</pre>
 */
public final class Gate implements AutoCloseable {
  private final GateSettings settings;
  private final Journal journal;
  private final Map<Transport, EventLoopGroup> loops = new EnumMap<>(Transport.class);
  private final Map<EventLoop, LoopState> states = new HashMap<>();
  private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
  private final EngineClient client;
  private final Services services;
  private final List<Door> doors = new ArrayList<>();
  private final @Nullable Monitor monitor;
  private boolean closed;

  private Gate(GateSettings settings, Journal journal) throws IOException {
    this.settings = settings;
    this.journal = journal;
    this.client = new EngineClient(settings.engine());
    EngineLink link = new EngineLink(client);
    Ownership ownership = ownership(settings);
    Deliberation deliberation = new Deliberation(link, ownership);
    GateMetrics metrics = new GateMetrics();
    this.services =
        new Services(
            link,
            deliberation,
            new Views(link, ownership),
            journal,
            metrics,
            settings.timeouts(),
            new Turnstile(),
            new BuildKit(link, deliberation, journal, metrics, new Sessions(), tasks),
            tasks);
    EngineDialer dialer =
        new EngineDialer(
            settings.engine(),
            settings.engine() instanceof EngineAddress.Tls tls ? TlsContexts.engine(tls) : null);
    AtomicInteger open = new AtomicInteger();
    try {
      for (Listener listener : settings.listeners()) {
        Transport transport = transport(listener);
        EventLoopGroup group = loops.computeIfAbsent(transport, this::loops);
        for (EventExecutor executor : group) {
          states.computeIfAbsent(
              (EventLoop) executor,
              loop -> new LoopState(loop, transport, dialer, link::forgetTraits));
        }
        doors.add(
            Door.open(
                listener, transport, group, states, services, open, settings.maxConnections()));
      }
      this.monitor =
          settings.monitor().isEmpty()
              ? null
              : Monitor.start(settings.monitor().get(), services.metrics(), this::health);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    // A first look at the engine, so that the first request need not wait for it. It may fail.
    tasks.execute(() -> {
      try {
        link.askTraits();
      } catch (IOException e) {
        System.getLogger(Gate.class.getName())
            .log(
                System.Logger.Level.WARNING, "the engine does not answer yet: {0}", e.getMessage());
      }
    });
  }

  private Transport transport(Listener listener) {
    return switch (listener.address()) {
      case ListenAddress.Unix _ -> Transport.EPOLL;
      case ListenAddress.Tcp _, ListenAddress.Tls _ ->
          settings.ioUring() ? Transport.quickest() : Transport.EPOLL;
    };
  }

  private EventLoopGroup loops(Transport transport) {
    return transport.eventLoops(settings.eventLoops());
  }

  private static Ownership ownership(GateSettings settings) throws IOException {
    if (settings.state().isEmpty()) {
      return Ownership.inMemory();
    }
    Path folder = settings.state().get();
    Files.createDirectories(folder);
    return Ownership.open(folder.resolve(Ownership.FILE));
  }

  /**
   * Opens all listeners and begins to serve.
   *
   * @param journal stays the caller's to close, after the gate
   * @throws IOException when a listener cannot be opened, or the state cannot be read; nothing is
   *     left open then
   */
  public static Gate start(GateSettings settings, Journal journal) throws IOException {
    Gate gate = new Gate(settings, journal);
    journal.record(Entry.event("gate.started", String.join(" ", gate.addresses())));
    return gate;
  }

  /**
   * Makes the first {@link #start} quick: a process that does not know its settings yet may do this
   * meanwhile.
   */
  public static void load() {
    Transport.EPOLL.eventLoops(1).shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  /** The URL of each listener, with the port that was chosen where it was 0. */
  public List<String> addresses() {
    return doors.stream().map(Door::address).toList();
  }

  /** The URL of the monitor, when there is one. */
  public String monitorAddress() {
    return monitor == null ? "" : monitor.address();
  }

  /**
   * Puts other policies in force, all at once, beginning with the next request.
   *
   * @param policies one for each listener, in the order of the settings
   */
  public void reload(List<Policy> policies) {
    if (policies.size() != doors.size()) {
      throw new IllegalArgumentException(
          "one policy for each of the " + doors.size() + " listeners");
    }
    for (int i = 0; i < policies.size(); i++) {
      doors.get(i).policy(policies.get(i));
    }
    journal.record(Entry.event("policy.reloaded", policies.size() + " listeners"));
  }

  /** What the gate counts. */
  public GateMetrics metrics() {
    return services.metrics();
  }

  private Monitor.Health health() {
    try {
      return new Monitor.Health(services.journal().healthy(), "engine API " + askAgain().newest());
    } catch (IOException e) {
      return new Monitor.Health(false, String.valueOf(e.getMessage()));
    }
  }

  private EngineTraits askAgain() throws IOException {
    client.lookups(Duration.ofSeconds(5)).ping();
    return services.engine().askTraits();
  }

  /**
   * Stops accepting, waits for requests in progress as long as the settings say, closes what is
   * left.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    doors.forEach(Door::close);
    untilNone(settings.grace(), () -> onLoops(LoopState::drain, LoopState::openConnections));
    // A loop that ends before its sockets have does not give their buffers back.
    untilNone(Duration.ofSeconds(2), () -> onLoops(LoopState::close, LoopState::openSockets));
    if (monitor != null) {
      monitor.close();
    }
    client.close();
    tasks.shutdown();
    for (EventLoopGroup group : loops.values()) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
    journal.record(Entry.event("gate.stopped", ""));
  }

  private static void untilNone(Duration atMost, IntSupplier left) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (left.getAsInt() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Does something on every loop and counts what is left after it. */
  private int onLoops(Consumer<LoopState> action, ToIntFunction<LoopState> left) {
    CountDownLatch done = new CountDownLatch(states.size());
    AtomicInteger open = new AtomicInteger();
    states.forEach((loop, state) ->
        loop.execute(() -> {
          action.accept(state);
          open.addAndGet(left.applyAsInt(state));
          done.countDown();
        }));
    try {
      if (!done.await(5, TimeUnit.SECONDS)) {
        return 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
    return open.get();
  }
}
