package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.gate.testing.Archive;
import dev.cofferdam.gate.testing.Caller;
import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Creates that come at once must not pass a ceiling together. */
@Tag("engine")
@Timeout(120)
class RealCeilingTest {
  private static final String CREATE =
      "{\"Image\":\"chk-ceiling:1\",\"Cmd\":[\"/f\"],\"HostConfig\":{\"NetworkMode\":\"none\"}}";
  private static final String OWNED = "dev.cofferdam.owner=chk-alice";

  private TestGate gate;
  private Caller engine;

  @BeforeEach
  void start() throws IOException {
    engine = Caller.ofEngine();
    Map<String, String> query = Map.of("fromSrc", "-", "repo", "chk-ceiling", "tag", "1");
    engine.postArchive("/images/create", query, new Archive().file("f", "x").tar());
    gate =
        TestGate.start(
            Map.of(
                "chk-alice",
                "preset: develop\nlimits:\n  container:\n    memory: 64m\n    cpus: 0.1\n  principal:\n    containers: 5\n"));
  }

  @AfterEach
  void stop() throws IOException {
    gate.close();
    for (ContainerSummary container : engine.lookups().listContainers(OWNED)) {
      engine.delete("/containers/" + container.id() + "?force=1&v=1");
    }
    engine.delete("/images/chk-ceiling:1?force=1");
    engine.close();
  }

  @Test
  void twentyCreatesAtOnceMakeFiveContainers() throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    try (Caller alice = Caller.of(gate, "chk-alice");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(() -> alice.postJson("/containers/create", CREATE).status()));
      }
    }
    List<Integer> statuses = answers.stream().map(Future::resultNow).sorted().toList();
    assertThat(statuses.subList(0, 5)).containsOnly(201);
    assertThat(statuses.subList(5, 20)).containsOnly(403);
    assertThat(engine.lookups().listContainers(OWNED)).hasSize(5);
  }

  @Test
  void clientsThatDoNotWaitForTheAnswerDoNotPassEither() throws Exception {
    byte[] body = CREATE.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(gate.socket("chk-alice"));
    for (int i = 0; i < 20; i++) {
      try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        socket.connect(address);
        socket.write(ByteBuffer.wrap(head));
        socket.write(ByteBuffer.wrap(body));
      }
    }
    try (Caller alice = Caller.of(gate, "chk-alice")) {
      int status = 201;
      for (int i = 0; i < 6 && status == 201; i++) {
        status = alice.postJson("/containers/create", CREATE).status();
      }
      assertThat(status).isEqualTo(403);
    }
    assertThat(engine.lookups().listContainers(OWNED)).hasSize(5);
  }

  @Test
  void theDefaultLimitOfCpusCounts() throws Exception {
    gate.close();
    gate =
        TestGate.start(
            Map.of(
                "chk-alice",
                "preset: develop\nlimits:\n  container:\n    cpus: 1\n  principal:\n    cpus: 2\n"));
    try (Caller alice = Caller.of(gate, "chk-alice")) {
      assertThat(alice.postJson("/containers/create", CREATE).status()).isEqualTo(201);
      assertThat(alice.postJson("/containers/create", CREATE).status()).isEqualTo(201);
      assertThat(alice.postJson("/containers/create", CREATE).text()).contains("limit.total-cpus");
    }
  }

  @Test
  void aStackOfTwelveThatNameNoLimitsFitsTheDefaults() throws Exception {
    gate.close();
    gate = TestGate.start(Map.of("chk-alice", "preset: develop"));
    try (Caller alice = Caller.of(gate, "chk-alice")) {
      for (int i = 0; i < 12; i++) {
        Caller.Answer made = alice.postJson("/containers/create", CREATE);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
      }
      String id = engine.lookups().listContainers(OWNED).getFirst().id();
      Caller.Answer updated =
          alice.postJson("/containers/" + id + "/update", "{\"NanoCpus\":500000000}");
      assertThat(updated.status()).as(updated.text()).isEqualTo(200);
      ContainerInfo made = engine.lookups().inspectContainer(id).orElseThrow();
      assertThat(made.limits().nanoCpus()).isEqualTo(500_000_000L);
      assertThat(made.limits().memory()).isEqualTo(2L << 30);
    }
  }
}
