package dev.cofferdam.gate.testing;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.Gate;
import dev.cofferdam.gate.GateSettings;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.gate.connection.Timeouts;
import dev.cofferdam.gate.transport.Transport;
import dev.cofferdam.journal.FileJournal;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.JournalSettings;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.preset.Policies;
import dev.cofferdam.policy.settings.PolicyFile;
import dev.cofferdam.policy.settings.PolicyFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gate in this process with one listener for each principal, a journal on disk, and a folder of
 * its own. The listeners are Unix sockets; with {@code -Dcoffer.test.listen=tcp} they are TCP ones,
 * which are served over io_uring where the machine has it.
 */
public final class TestGate implements AutoCloseable {
  private static final boolean TCP = "tcp".equals(System.getProperty("coffer.test.listen"));

  /** More than the kernel's own buffers of two connections hold, in bytes. */
  public static final int KERNEL_HOLDS_LESS = (TCP ? 16 : 4) * 1024 * 1024;

  private final Path folder;
  private final Journal journal;
  private final Gate gate;
  private final Map<String, Path> sockets = new LinkedHashMap<>();

  private TestGate(
      Path folder,
      EngineAddress engine,
      Map<String, Policy> policies,
      @Nullable Journal instead,
      int maxConnections,
      Timeouts timeouts)
      throws IOException {
    this.folder = folder;
    this.journal =
        instead == null
            ? FileJournal.open(folder.resolve("journal"), JournalSettings.DEFAULT)
            : instead;
    List<Listener> listeners = new ArrayList<>();
    policies.forEach((principal, policy) -> {
      Path socket = folder.resolve(principal + ".sock");
      sockets.put(principal, socket);
      listeners.add(
          new Listener(
              TCP
                  ? new ListenAddress.Tcp("127.0.0.1", 0)
                  : new ListenAddress.Unix(socket, "0600", Optional.empty()),
              new Principal(principal),
              policy));
    });
    this.gate =
        Gate.start(
            new GateSettings(
                engine,
                listeners,
                Optional.of(folder.resolve("state")),
                1,
                maxConnections,
                Optional.empty(),
                Duration.ofMillis(500),
                timeouts,
                true),
            journal);
  }

  /** A gate before the test engine; each principal has the policy of this YAML text. */
  public static TestGate start(Map<String, String> yamlByPrincipal) throws IOException {
    return start(TestEngine.address(), yamlByPrincipal);
  }

  /** A gate before this engine; each principal has the policy of this YAML text. */
  public static TestGate start(EngineAddress engine, Map<String, String> yamlByPrincipal)
      throws IOException {
    return start(Files.createTempDirectory("coffer-gate"), engine, yamlByPrincipal);
  }

  /** A gate that keeps its journal and state in this folder, where an earlier one may have. */
  public static TestGate start(
      Path folder, EngineAddress engine, Map<String, String> yamlByPrincipal) throws IOException {
    return new TestGate(folder, engine, policies(yamlByPrincipal), null, 16_384, Timeouts.DEFAULT);
  }

  /** A gate before this engine for the principal {@code agent} with the preset transparent. */
  public static TestGate transparent(EngineAddress engine) throws IOException {
    return start(engine, Map.of("agent", "preset: transparent"));
  }

  /** A transparent gate for {@code agent} with other limits. */
  public static TestGate transparent(EngineAddress engine, int maxConnections, Timeouts timeouts)
      throws IOException {
    Map<String, String> yaml = Map.of("agent", "preset: transparent");
    return new TestGate(
        Files.createTempDirectory("coffer-gate"),
        engine,
        policies(yaml),
        null,
        maxConnections,
        timeouts);
  }

  /** A gate with this policy for {@code agent} and another journal than one on disk. */
  public static TestGate start(EngineAddress engine, String yaml, Journal journal)
      throws IOException {
    return new TestGate(
        Files.createTempDirectory("coffer-gate"),
        engine,
        policies(Map.of("agent", yaml)),
        journal,
        16_384,
        Timeouts.DEFAULT);
  }

  private static Map<String, Policy> policies(Map<String, String> yamlByPrincipal) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    yamlByPrincipal.forEach((principal, yaml) -> policies.put(principal, policy(yaml)));
    return policies;
  }

  /** Whether its engine connections are carried by io_uring. */
  public static boolean overIoUring() {
    return TCP && Transport.quickest() == Transport.IO_URING;
  }

  /** A new connection of {@code agent}. */
  public Wire connect() throws IOException {
    if (TCP) {
      return Wire.connect(gate.addresses().get(List.copyOf(sockets.keySet()).indexOf("agent")));
    }
    return Wire.connect(socket("agent"));
  }

  /** Everything in the journal's folder, after all of it has been written. */
  public String journalText() throws IOException, InterruptedException {
    journal.flush(Duration.ofSeconds(10));
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(journalFolder())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  /** The policy that this YAML text describes. */
  public static Policy policy(String yaml) {
    try {
      return Policies.compile(new PolicyFile(Rules.ids()).read("test.yaml", yaml));
    } catch (PolicyFileException e) {
      throw new IllegalArgumentException(e.problems().toString(), e);
    }
  }

  /** The socket of this principal. */
  public Path socket(String principal) {
    Path socket = sockets.get(principal);
    if (socket == null) {
      throw new IllegalArgumentException("no principal " + principal);
    }
    return socket;
  }

  public Gate gate() {
    return gate;
  }

  public Journal journal() {
    return journal;
  }

  /** The folder of the journal. */
  public Path journalFolder() {
    return folder.resolve("journal");
  }

  @Override
  public void close() {
    gate.close();
    journal.close();
  }
}
