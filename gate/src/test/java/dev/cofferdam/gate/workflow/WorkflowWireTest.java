package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients with habits of their own: HTTP/1.0, pipelining, {@code Expect}, chunks. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowWireTest(Workbench bench) {
  @Test
  void aHeadPingIsAnswered() throws Exception {
    Outcome head = curl("-I http://d/_ping").ok();
    assertThat(head.text())
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("api-version: ")
        .containsIgnoringCase("ostype: linux");
    assertThat(curl("http://d/_ping").ok().text()).isEqualTo("OK");
    assertThat(curl("-H 'Host;' http://d/_ping").ok().text()).isEqualTo("OK");
  }

  @Test
  void anHttp10ClientIsServedAndItsConnectionClosed() throws Exception {
    assertThat(curl("-0 http://d/_ping").ok().text()).isEqualTo("OK");
    assertThat(curl("-0 http://d/v1.41/containers/json").ok().text()).isEqualTo("[]");
    assertThat(curl("-0 -i http://d/version").ok().text())
        .contains("ApiVersion")
        .doesNotContainIgnoringCase("transfer-encoding");
  }

  @Test
  void anArchiveIsPutWithExpectContinue() throws Exception {
    bench.docker("create", "--name", "wf-put", BASE, "true").ok();
    byte[] bytes = new byte[3 << 20];
    new Random(3).nextBytes(bytes);
    Path file = Files.write(bench.project().resolve("put"), bytes);
    bench.shell("tar -cf put.tar put").ok();
    String put =
        "-H 'Expect: 100-continue' -H 'Content-Type: application/x-tar' -v -T put.tar 'http://d/v1.41/containers/wf-put/archive?path=/data'";
    Outcome sent = curl(put).ok();
    assertThat(sent.errors()).contains("HTTP/1.1 100 Continue", "HTTP/1.1 200 OK");
    bench.docker("cp", "wf-put:/data/put", "put-back").ok();
    assertThat(bench.project().resolve("put-back")).hasSameBinaryContentAs(file);
    bench.docker("rm", "wf-put").ok();
  }

  @Test
  void aBuildContextComesInChunks() throws Exception {
    bench.file("chunked/Dockerfile", "FROM wf-base:1\nRUN echo chunked > /data/f\n");
    Outcome build =
        bench
            .shell(
                "tar -C chunked -c . | curl -sS --unix-socket '"
                    + bench.socket(Workbench.ALICE)
                    + "' -X POST -H 'Transfer-Encoding: chunked' -H 'Content-Type: application/x-tar' -T - 'http://d/v1.41/build?t=wf-chunked:1'")
            .ok();
    assertThat(build.text()).contains("Successfully tagged wf-chunked:1");
    assertThat(bench.docker("run", "--rm", "wf-chunked:1", "cat", "/data/f").ok().text())
        .isEqualTo("chunked");
    bench.docker("rmi", "wf-chunked:1").ok();
  }

  @Test
  void requestsOneBehindTheOtherAreAnsweredInOrder() throws Exception {
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(bench.socket(Workbench.ALICE)))) {
      String get = "GET %s HTTP/1.1\r\nHost: d\r\n%s\r\n";
      String requests =
          get.formatted("/_ping", "")
              + get.formatted("/v1.41/containers/json", "")
              + get.formatted("/v1.41/containers/wf-none/json", "")
              + get.formatted("/version", "Connection: close\r\n");
      channel.write(ByteBuffer.wrap(requests.getBytes(StandardCharsets.US_ASCII)));
      String answers =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers.split("HTTP/1\\.1 ", -1))
          .satisfiesExactly(
              start -> assertThat(start).isEmpty(),
              ping -> assertThat(ping).startsWith("200").endsWith("OK"),
              list -> assertThat(list).startsWith("200").contains("[]"),
              none -> assertThat(none).startsWith("404").contains("No such container: wf-none"),
              version -> assertThat(version).startsWith("200").contains("\"ApiVersion\""));
    }
  }

  @Test
  void anAttachedStreamSpeaksBothFormsOfTheUpgrade() throws Exception {
    for (String upgrade : List.of("", "Connection: Upgrade\r\nUpgrade: tcp\r\n")) {
      bench.docker("run", "-d", "-i", "--name", "wf-hijack", BASE, "cat").ok();
      try (SocketChannel channel =
          SocketChannel.open(UnixDomainSocketAddress.of(bench.socket(Workbench.ALICE)))) {
        String request =
            "POST /v1.41/containers/wf-hijack/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: d\r\n"
                + upgrade
                + "Content-Length: 0\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        InputStream in = Channels.newInputStream(channel);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith(upgrade.isEmpty() ? "HTTP/1.1 200" : "HTTP/1.1 101");
        channel.write(ByteBuffer.wrap("echo\n".getBytes(StandardCharsets.US_ASCII)));
        byte[] frame = in.readNBytes(13);
        assertThat(frame).startsWith(1, 0, 0, 0, 0, 0, 0, 5);
        assertThat(new String(frame, 8, 5, StandardCharsets.US_ASCII)).isEqualTo("echo\n");
      }
      bench.docker("rm", "-f", "wf-hijack").ok();
    }
  }

  private Outcome curl(String arguments) throws Exception {
    return bench.shell(
        "curl -sS --max-time 30 --unix-socket '"
            + bench.socket(Workbench.ALICE)
            + "' "
            + arguments);
  }
}
