package dev.cofferdam.gate;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.connection.Timeouts;
import dev.cofferdam.gate.transport.Transport;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gate listens on and what is behind it.
 *
 * @param engine the engine that calls are forwarded to
 * @param listeners at least one
 * @param state the folder of the gate's own record of owners, or empty to keep it in memory only
 * @param eventLoops threads that move bytes; 1 is enough for most machines
 * @param maxConnections open client connections, beyond which the longest idle one makes room
 * @param monitor where metrics and health are served over HTTP, or empty
 * @param grace how long requests in progress are waited for when the gate stops
 * @param timeouts how long clients and the engine are waited for
 * @param ioUring whether TCP listeners are served over io_uring where the machine offers it, which
 *     costs less processor time; Unix sockets never are, see {@link Transport}
 */
public record GateSettings(
    EngineAddress engine,
    List<Listener> listeners,
    Optional<Path> state,
    int eventLoops,
    int maxConnections,
    Optional<String> monitor,
    Duration grace,
    Timeouts timeouts,
    boolean ioUring) {

  public GateSettings {
    listeners = List.copyOf(listeners);
  }

  /** Settings with {@link Timeouts#DEFAULT} and io_uring where there is. */
  public GateSettings(
      EngineAddress engine,
      List<Listener> listeners,
      Optional<Path> state,
      int eventLoops,
      int maxConnections,
      Optional<String> monitor,
      Duration grace) {
    this(
        engine,
        listeners,
        state,
        eventLoops,
        maxConnections,
        monitor,
        grace,
        Timeouts.DEFAULT,
        true);
  }

  /**
   * One address with the principal whose calls arrive there.
   *
   * @param address where to listen
   * @param principal who calls, unless a client certificate says so
   * @param policy what that principal may do
   */
  public record Listener(ListenAddress address, Principal principal, Policy policy) {}

  /** Where a gate listens. */
  public sealed interface ListenAddress {
    /**
     * A Unix domain socket.
     *
     * @param mode octal permissions such as {@code 0600}
     * @param owner {@code user} or {@code user:group}, or empty to leave it
     */
    record Unix(Path socket, String mode, Optional<String> owner) implements ListenAddress {
      @Override
      public String toString() {
        return "unix://" + socket;
      }
    }

    /** Plain TCP; a port of 0 lets the system choose. */
    record Tcp(String host, int port) implements ListenAddress {
      @Override
      public String toString() {
        return "tcp://" + host + ":" + port;
      }
    }

    /**
     * TCP with TLS 1.2 or later, both sides with certificates.
     *
     * @param ca the only authority whose client certificates are accepted, PEM
     * @param cert the gate's certificate chain, PEM
     * @param key its private key, PEM (PKCS#8)
     * @param principals the principal of each client name (common name of its certificate); a name
     *     that is not listed is a principal of that name
     */
    record Tls(String host, int port, Path ca, Path cert, Path key, Map<String, String> principals)
        implements ListenAddress {
      public Tls {
        principals = Map.copyOf(principals);
      }

      @Override
      public String toString() {
        return "tcp+tls://" + host + ":" + port;
      }
    }
  }
}
