package dev.cofferdam.gate.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.gate.http.HeadReader;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.gate.request.RequestWriter.Framing;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
  private static String written(
      Operation operation, Framing framing, @Nullable String type, String clientFields)
      throws HttpException {
    ByteBuf in =
        Unpooled.copiedBuffer(
            "GET / HTTP/1.1\r\nHost: evil.example\r\n" + clientFields + "\r\n",
            StandardCharsets.ISO_8859_1);
    RequestHead client = HeadReader.request(in, HeadReader.end(in, 0));
    List<String> variables = operation.template().contains("{") ? List.of("c") : List.of();
    Call call = new Call(operation, new ApiVersion(41), variables, Query.empty(), null);
    ByteBuf out = Unpooled.buffer();
    RequestWriter.write(out, call, client, false, framing, type, Map.of());
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void nothingOfTheClientGoesOnButItsName() throws Exception {
    String head =
        written(
            Operation.CONTAINER_LIST,
            new Framing.None(),
            null,
            "User-Agent: Docker-Client/20.10\r\nCookie: c\r\nAuthorization: Bearer t\r\n"
                + "X-Registry-Auth: secret\r\nForwarded: for=x\r\nX-Forwarded-For: y\r\n"
                + "Connection: Upgrade, X-Registry-Auth\r\nUpgrade: tcp\r\nTrailer: z\r\n"
                + "X-HTTP-Method-Override: DELETE\r\nExpect: 100-continue\r\nTE: trailers\r\n");
    assertThat(head)
        .isEqualTo(
            "GET /v1.41/containers/json HTTP/1.1\r\nHost: api.moby.localhost\r\n"
                + "User-Agent: Docker-Client/20.10\r\n\r\n");
  }

  @Test
  void anOrderWithoutABodySaysSo() throws Exception {
    assertThat(written(Operation.CONTAINER_START, new Framing.None(), null, ""))
        .contains("\r\nContent-Length: 0\r\n")
        .doesNotContain("Content-Type");
  }

  @Test
  void theFramingIsWritten() throws Exception {
    assertThat(written(Operation.IMAGE_BUILD, new Framing.Chunked(), "application/x-tar", ""))
        .contains("\r\nContent-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertThat(written(Operation.IMAGE_BUILD, new Framing.Length(7), "application/x-tar", ""))
        .contains("\r\nContent-Length: 7\r\n")
        .doesNotContain("Transfer-Encoding");
  }

  @Test
  void aNameThatIsNoPlainTextIsLeftOut() throws Exception {
    for (String agent : List.of("caf\u00e9", "a\tb", "x".repeat(257))) {
      assertThat(
              written(
                  Operation.SYSTEM_INFO, new Framing.None(), null, "User-Agent: " + agent + "\r\n"))
          .doesNotContain("User-Agent");
    }
  }

  @Test
  void onlyStreamsAreUpgraded() throws Exception {
    String upgrade = "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n";
    assertThat(written(Operation.CONTAINER_ATTACH, new Framing.None(), null, upgrade))
        .contains("\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n")
        .doesNotContain("Settings");
    assertThat(written(Operation.CONTAINER_ATTACH, new Framing.None(), null, ""))
        .doesNotContain("Upgrade");
    assertThat(written(Operation.SESSION, new Framing.None(), null, upgrade))
        .contains("\r\nUpgrade: h2c\r\n");
  }

  @Test
  void everyGrpcMethodOfASessionIsPassedOn() throws Exception {
    assertThat(
            written(
                Operation.SESSION,
                new Framing.None(),
                null,
                "X-Docker-Expose-Session-Uuid: u\r\nX-Docker-Expose-Session-Grpc-Method: /a/b\r\n"
                    + "X-Docker-Expose-Session-Grpc-Method: /c/d\r\n"))
        .containsIgnoringCase("x-docker-expose-session-uuid: u\r\n")
        .containsIgnoringCase("x-docker-expose-session-grpc-method: /a/b\r\n")
        .containsIgnoringCase("x-docker-expose-session-grpc-method: /c/d\r\n");
  }
}
