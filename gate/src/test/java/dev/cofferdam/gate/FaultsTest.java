package dev.cofferdam.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.gate.testing.NoLeaks;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.ScriptedEngine.Exchange;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.gate.testing.Wire;
import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Health;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.Stats;
import dev.cofferdam.policy.Principal;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens when something around the gate fails, stops or changes. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class FaultsTest {
  private static final String PING = "GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n";
  private static final String ATTACH =
      "POST /v1.41/containers/c/attach HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\n"
          + "Upgrade: tcp\r\n\r\n";
  private static final String UPGRADED =
      "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

  private ScriptedEngine engine;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    engine = ScriptedEngine.start();
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
  }

  @Test
  void anEngineThatIsGoneIs502UntilItIsBack() throws Exception {
    engine.answering(exchange -> exchange.json(200, "OK"));
    try (TestGate gate = TestGate.transparent(engine.address());
        Wire client = gate.connect()) {
      client.write(PING);
      assertThat(client.response()).endsWith("OK");
      engine.stop();
      for (int i = 0; i < 3; i++) {
        client.write(PING);
        assertThat(client.response())
            .startsWith("HTTP/1.1 502 ")
            .contains("{\"message\":\"cofferdam: ")
            .contains("engine");
      }
      engine.listen();
      client.write(PING);
      assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("OK");
    }
  }

  @Test
  void anEngineThatIsGoneFromTheBeginningIs502UntilItIsThere() throws Exception {
    engine.stop();
    engine.answering(exchange -> exchange.json(200, "OK"));
    try (TestGate gate = TestGate.transparent(engine.address());
        Wire client = gate.connect()) {
      client.write(PING);
      assertThat(client.response()).startsWith("HTTP/1.1 502 ");
      engine.listen();
      client.write(PING);
      assertThat(client.response()).endsWith("OK");
    }
  }

  @Test
  void anEngineThatComesBackWithAnotherVersionIsAskedAgain() throws Exception {
    engine.answering(exchange -> exchange.json(200, exchange.line()));
    try (TestGate gate = TestGate.transparent(engine.address());
        Wire client = gate.connect()) {
      String unversioned = "GET /info HTTP/1.1\r\nHost: docker\r\n\r\n";
      client.write(unversioned);
      assertThat(client.response()).endsWith("GET /v1.41/info");
      engine.stop();
      engine.apiVersion("1.47");
      engine.listen();
      await()
          .untilAsserted(() -> {
            client.write(unversioned);
            assertThat(client.response()).endsWith("GET /v1.47/info");
          });
    }
  }

  /** A journal whose disk has failed. */
  private record BrokenJournal() implements Journal {
    @Override
    public boolean record(Entry entry) {
      return false;
    }

    @Override
    public boolean healthy() {
      return false;
    }

    @Override
    public Health health() {
      return Journal.none().health();
    }

    @Override
    public Stats stats() {
      return Journal.none().stats();
    }

    @Override
    public boolean flush(Duration timeout) {
      return false;
    }

    @Override
    public void close() {}
  }

  @Test
  void withoutAJournalNothingPasses() throws Exception {
    engine.answering(exchange -> exchange.json(200, "OK"));
    String yaml = "{preset: transparent, journal: {on-failure: refuse}}";
    try (TestGate gate = TestGate.start(engine.address(), yaml, new BrokenJournal());
        Wire client = gate.connect()) {
      client.write(PING);
      assertThat(client.response()).startsWith("HTTP/1.1 503 ").contains("journal");
      assertThat(engine.lines()).isEmpty();
    }
  }

  @Test
  void withoutAJournalEverythingPassesWhereThePolicySaysSo() throws Exception {
    engine.answering(exchange -> exchange.json(200, "OK"));
    String yaml = "{preset: transparent, journal: {on-failure: continue}}";
    try (TestGate gate = TestGate.start(engine.address(), yaml, new BrokenJournal());
        Wire client = gate.connect()) {
      client.write(PING);
      assertThat(client.response()).endsWith("OK");
    }
  }

  @Test
  void aGateThatStopsFinishesWhatIsInProgressAndClosesTheRest() throws Exception {
    try (TestGate gate = TestGate.transparent(engine.address());
        Wire idle = gate.connect();
        Wire busy = gate.connect()) {
      idle.write(PING);
      engine.expect("/_ping").json(200, "OK");
      assertThat(idle.response()).endsWith("OK");
      busy.write("GET /v1.41/containers/c/export HTTP/1.1\r\nHost: docker\r\n\r\n");
      Exchange export = engine.expect("/export");
      Path socket = gate.socket("agent");
      Thread closing = Thread.startVirtualThread(() -> gate.gate().close());
      assertThat(idle.rest()).isEmpty();
      await()
          .untilAsserted(
              () -> assertThatThrownBy(() -> Wire.connect(socket)).isInstanceOf(IOException.class));
      export.json(200, "all of it");
      assertThat(busy.rest()).endsWith("all of it");
      closing.join();
      assertThat(socket).doesNotExist();
      assertThat(gate.journalText()).contains("\"status\":200").contains("gate.stopped");
    }
  }

  @Test
  void aGateThatStopsWaitsForASlowReader() throws Exception {
    try (TestGate gate = TestGate.transparent(engine.address());
        Wire client = gate.connect()) {
      String body = "x".repeat(300_000);
      client.write("GET /v1.41/containers/c/export HTTP/1.1\r\nHost: docker\r\n\r\n");
      Exchange export = engine.expect("/export");
      Thread answering =
          Thread.startVirtualThread(() -> {
            try {
              export.json(200, body);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      client.head();
      Thread closing = Thread.startVirtualThread(() -> gate.gate().close());
      await()
          .untilAsserted(() -> assertThatThrownBy(gate::connect).isInstanceOf(IOException.class));
      assertThat(client.exactly(body.length())).isEqualTo(body);
      assertThat(client.rest()).isEmpty();
      answering.join();
      closing.join();
    }
  }

  @Test
  void aGateThatStopsDoesNotWaitForStreamsForEver() throws Exception {
    TestGate gate = TestGate.transparent(engine.address());
    try (Wire client = gate.connect()) {
      client.write(ATTACH);
      engine.expect("/attach").wire().write(UPGRADED);
      client.head();
      gate.close();
      assertThat(client.rest()).isEmpty();
      assertThat(gate.journalText()).contains("\"kind\":\"stream-end\"");
    }
  }

  @Test
  void aReloadLeavesStreamsAloneAndDecidesTheNextRequest() throws Exception {
    try (TestGate gate = TestGate.transparent(engine.address());
        Wire stream = gate.connect();
        Wire client = gate.connect()) {
      stream.write(ATTACH);
      Exchange attach = engine.expect("/attach");
      attach.wire().write(UPGRADED);
      stream.head();
      client.write(PING);
      engine.expect("/_ping").json(200, "OK");
      client.response();
      gate.gate().reload(List.of(TestGate.policy("preset: observe")));
      stream.write("still open");
      assertThat(attach.wire().exactly(10)).isEqualTo("still open");
      client.write(ATTACH);
      assertThat(client.response()).startsWith("HTTP/1.1 403 ");
    }
  }

  private Gate gateAt(ListenAddress address) throws IOException {
    return Gate.start(
        new GateSettings(
            engine.address(),
            List.of(
                new Listener(
                    address, new Principal("agent"), TestGate.policy("preset: transparent"))),
            Optional.empty(),
            1,
            100,
            Optional.empty(),
            Duration.ofMillis(100)),
        Journal.none());
  }

  private static ListenAddress.Unix unix(Path socket, String mode, @Nullable String owner) {
    return new ListenAddress.Unix(socket, mode, Optional.ofNullable(owner));
  }

  @Test
  void aSocketThatNobodyListensOnIsTakenOver() throws Exception {
    Path socket = folder.resolve("gate.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    try (Gate gate = gateAt(unix(socket, "0660", null))) {
      assertThat(gate.addresses()).containsExactly("unix://" + socket);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-rw----");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aSocketThatSomebodyListensOnIsLeftAlone() throws Exception {
    Path socket = folder.resolve("gate.sock");
    try (Gate first = gateAt(unix(socket, "0600", null))) {
      assertThatThrownBy(() -> gateAt(unix(socket, "0600", null)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process listens");
      assertThat(first.addresses()).hasSize(1);
      try (Wire client = Wire.connect(socket)) {
        client.write("GET /nothing HTTP/1.1\r\nHost: d\r\n\r\n");
        assertThat(client.response()).contains(" 404 ");
      }
    }
  }

  @Test
  void whatIsNoSocketIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    for (Path path : List.of(file, link, folder)) {
      assertThatThrownBy(() -> gateAt(unix(path, "0600", null)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(path.toString());
    }
    assertThat(file).hasContent("precious");
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void aSocketThatCannotBeGivenToItsOwnerIsNotOpened() throws Exception {
    Path socket = folder.resolve("gate.sock");
    assertThatThrownBy(() -> gateAt(unix(socket, "0600", "no-such-user-here")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> gateAt(unix(socket, "0999", null))).hasMessageContaining("octal");
    assertThat(socket).doesNotExist();
  }

  @Test
  void aPortInUseIsExplained() throws Exception {
    try (Gate first = gateAt(new ListenAddress.Tcp("127.0.0.1", 0))) {
      String url = first.addresses().getFirst();
      int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
      assertThatThrownBy(() -> gateAt(new ListenAddress.Tcp("127.0.0.1", port)))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("127.0.0.1:" + port);
    }
  }

  @Test
  void anOwnersFileThatIsDamagedStopsTheStart() throws Exception {
    Files.writeString(folder.resolve("owners.json"), "");
    Path socket = folder.resolve("gate.sock");
    GateSettings settings =
        new GateSettings(
            engine.address(),
            List.of(
                new Listener(
                    unix(socket, "0600", null),
                    new Principal("agent"),
                    TestGate.policy("preset: transparent"))),
            Optional.of(folder),
            1,
            100,
            Optional.empty(),
            Duration.ofMillis(100));
    assertThatThrownBy(() -> Gate.start(settings, Journal.none()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("owners.json");
    assertThat(socket).doesNotExist();
  }
}
