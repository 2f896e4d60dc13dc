package dev.cofferdam.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.ScriptedEngine.Exchange;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.gate.testing.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One line for each request, and no secret in any of them. */
@Timeout(30)
class JournalContentsTest {
  /** The line of a request is written when its answer has gone, so it is waited for. */
  private static List<String> entries(TestGate gate, int expected) {
    return await()
        .until(
            () ->
                gate.journalText()
                    .lines()
                    .filter(line -> line.contains("\"principal\":\"agent\""))
                    .toList(),
            lines -> lines.size() >= expected);
  }

  @Test
  void eachRequestIsOneLineThatSaysWhatBecameOfIt() throws Exception {
    try (ScriptedEngine engine = ScriptedEngine.start();
        TestGate gate = TestGate.start(engine.address(), Map.of("agent", "preset: observe"));
        Wire client = gate.connect()) {
      client.write("GET /v1.41/_ping HTTP/1.1\r\nHost: d\r\n\r\n");
      engine.expect("/_ping").json(200, "OK");
      client.response();
      client.write("GET /nothing HTTP/1.1\r\nHost: d\r\n\r\n");
      client.response();
      client.write("POST /v1.41/containers/c/start HTTP/1.1\r\nHost: d\r\n\r\n");
      client.response();
      client.write("GET / HTTP/1.1\r\nHost d\r\n\r\n");
      client.response();
      List<String> lines = entries(gate, 4);
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0))
          .contains("\"kind\":\"request\"")
          .contains("\"operation\":\"SystemPing\"")
          .contains("\"verdict\":\"forward\"")
          .contains("\"status\":200")
          .contains("\"bytesOut\":2");
      assertThat(lines.get(1))
          .contains("\"rule\":\"operation.unknown\"")
          .contains("\"status\":404");
      assertThat(lines.get(2)).contains("\"verdict\":\"deny\"").contains("\"status\":403");
      assertThat(lines.get(3)).contains("\"rule\":\"http.malformed\"").contains("\"status\":400");
    }
  }

  @Test
  void aStreamIsALineWhenItOpensAndOneWhenItEnds() throws Exception {
    try (ScriptedEngine engine = ScriptedEngine.start();
        TestGate gate = TestGate.transparent(engine.address());
        Wire client = gate.connect()) {
      client.write(
          "POST /v1.41/containers/c/attach HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\n"
              + "Upgrade: tcp\r\n\r\n");
      Exchange attach = engine.expect("/attach");
      attach.wire().write("HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\n");
      client.head();
      client.write("12345").endOutput();
      assertThat(attach.wire().rest()).isEqualTo("12345");
      attach.wire().write("123");
      attach.close();
      client.rest();
      List<String> lines = entries(gate, 2);
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).contains("\"kind\":\"stream-open\"").contains("\"status\":101");
      assertThat(lines.get(1))
          .contains("\"kind\":\"stream-end\"")
          .contains("\"bytesIn\":5")
          .contains("\"bytesOut\":3");
    }
  }

  /** The engine gets the request; the record says by which rules it would not have. */
  @Test
  void whatIsOnlyAuditedIsOnRecordAsWhatWouldHaveBeenRefused() throws Exception {
    try (ScriptedEngine engine = ScriptedEngine.start();
        TestGate gate =
            TestGate.start(engine.address(), Map.of("agent", "preset: observe\nmode: audit"));
        Wire client = gate.connect()) {
      client.write("GET /v1.41/containers/json HTTP/1.1\r\nHost: d\r\n\r\n");
      engine.expect("/containers/json").json(200, "[]");
      client.response();
      client.write("POST /v1.41/networks/prune HTTP/1.1\r\nHost: d\r\n\r\n");
      engine.expect("/networks/prune").json(200, "{}");
      assertThat(client.response()).startsWith("HTTP/1.1 200");
      List<String> lines = entries(gate, 2);
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).contains("\"verdict\":\"forward\"").doesNotContain("would refuse");
      assertThat(lines.get(1))
          .contains("\"verdict\":\"audit\"")
          .contains("\"rule\":\"operation.network-prune\"")
          .contains("would refuse: operation.network-prune")
          .contains("\"status\":200");
    }
  }

  /** Every rule that a body offends is named, and nothing of the body itself. */
  @Test
  void anAuditedBodyIsOnRecordByItsRules() throws Exception {
    String body =
        "{\"Image\":\"x:1\",\"Env\":[\"P=s3cr3t\"],\"HostConfig\":{\"Privileged\":true,"
            + "\"PidMode\":\"host\",\"Binds\":[\"/s3cr3t:/x\"]}}";
    Map<String, String> answers =
        Map.of(
            "GET /images/x:1/json", "{\"Id\":\"sha256:1\",\"RepoTags\":[\"x:1\"]}",
            "GET /images/docker.io/library/x:1/json", "{\"Id\":\"sha256:1\"}",
            "GET /info", "{\"NCPU\":2,\"MemTotal\":8589934592}",
            "GET /containers/json?all=1&filters=%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dagent%22%5D%7D",
                "[]",
            "POST /containers/create", "{\"Id\":\"c\"}");
    try (ScriptedEngine engine = ScriptedEngine.start().knowing(answers);
        TestGate gate =
            TestGate.start(engine.address(), Map.of("agent", "preset: develop\nmode: audit"));
        Wire client = gate.connect()) {
      client.write(
          "POST /v1.41/containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(client.response()).as("%s", engine.lines()).startsWith("HTTP/1.1 200");
      List<String> lines = entries(gate, 1);
      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst())
          .contains("\"verdict\":\"audit\"")
          .contains("would refuse: container.privileged")
          .contains("would refuse: container.pid-mode")
          .contains("would refuse: container.bind");
      assertThat(gate.journalText()).doesNotContain("s3cr3t");
    }
  }

  /**
   * What cannot be understood is not audited but refused: nobody knows what would be let through.
   */
  @Test
  void auditingLetsNothingThroughThatIsNotUnderstood() throws Exception {
    try (ScriptedEngine engine = ScriptedEngine.start();
        TestGate gate =
            TestGate.start(engine.address(), Map.of("agent", "preset: develop\nmode: audit"));
        Wire client = gate.connect()) {
      client.write("GET /nothing HTTP/1.1\r\nHost: d\r\n\r\n");
      assertThat(client.response()).startsWith("HTTP/1.1 404");
      client.write(
          "POST /v1.41/containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
              + "Content-Length: 8\r\n\r\n{\"Xx\":1}");
      assertThat(client.response()).startsWith("HTTP/1.1 400");
      assertThat(engine.lines()).isEmpty();
      assertThat(entries(gate, 2))
          .hasSize(2)
          .allMatch(line -> line.contains("\"verdict\":\"deny\""));
    }
  }

  @Test
  void noSecretIsInAnyLine() throws Exception {
    for (String preset : List.of("transparent", "observe", "develop")) {
      try (ScriptedEngine engine = ScriptedEngine.start().answering(exchange -> exchange.close());
          TestGate gate = TestGate.start(engine.address(), Map.of("agent", "preset: " + preset))) {
        String body =
            "{\"Image\":\"x\",\"Env\":[\"PASSWORD=s3cr3t\"],\"Cmd\":[\"--token=s3cr3t\"],"
                + "\"s3cr3t\":1}";
        List<String> requests =
            List.of(
                "GET /v1.41/info?token=s3cr3t HTTP/1.1\r\nHost: d\r\n",
                "GET /v1.41/info?token=s3cr3t&bad=%zz HTTP/1.1\r\nHost: d\r\n",
                "GET /nothing?token=s3cr3t HTTP/1.1\r\nHost: d\r\n",
                "GET /v1.41/_ping HTTP/1.1\r\nHost: d\r\nAuthorization: s3cr3t\r\n",
                "POST /v1.41/images/create?fromImage=x HTTP/1.1\r\nHost: d\r\n"
                    + "X-Registry-Auth: s3cr3t\r\n",
                "POST /v1.41/build?buildargs=%7B%22T%22%3A%22s3cr3t%22%7D HTTP/1.1\r\nHost: d\r\n"
                    + "Content-Length: 0\r\n",
                "POST /v1.41/containers/create HTTP/1.1\r\nHost: d\r\n"
                    + "Content-Type: application/json\r\nContent-Length: "
                    + body.length()
                    + "\r\n");
        for (String request : requests) {
          try (Wire client = gate.connect()) {
            client.write(request + "Connection: close\r\n\r\n");
            if (request.contains("json")) {
              client.write(body);
            }
            client.rest();
          }
        }
        assertThat(entries(gate, requests.size())).as(preset).hasSize(requests.size());
        assertThat(gate.journalText()).as(preset).doesNotContain("s3cr3t");
      }
    }
  }
}
