package dev.cofferdam.gate.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cofferdam.engine.catalogue.Catalogue;
import dev.cofferdam.engine.catalogue.Method;
import dev.cofferdam.gate.http.HeadReader;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserGuardTest {
  private static void check(String path, String host, String more) throws HttpException, Refusal {
    ByteBuf in =
        Unpooled.copiedBuffer(
            "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n",
            StandardCharsets.ISO_8859_1);
    RequestHead head = HeadReader.request(in, HeadReader.end(in, 0));
    BrowserGuard.check(head.headers(), Catalogue.find(Method.GET, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "localhost:2375",
        "127.0.0.1",
        "127.0.0.1:2375",
        "[::1]:2375",
        "gate",
        "gate:2375",
        "host.docker.internal:2375",
        "api.moby.localhost",
        "docker"
      })
  void clientsOfThisMachineAreServed(String host) throws Exception {
    check("/info", host, "");
    assertThat(catchThrowableOfType(Refusal.class, () -> check("/info", host, ""))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:2375",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example.",
        "127.0.0.1.nip.io:2375",
        "1.2.3.4a.example"
      })
  void aNameThatDnsMayPointAnywhereIsRefused(String host) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> check("/info", host, ""));
    assertThat(refusal.finding().rule()).isEqualTo("gate.host");
    assertThat(refusal.finding().status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost:2375", ""})
  void aRequestOfAWebPageIsRefused(String origin) {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> check("/info", "localhost:2375", "Origin: " + origin + "\r\n"));
    assertThat(refusal.finding().rule()).isEqualTo("gate.origin");
  }

  @Test
  void aWebsocketClientThatNamesThisHostAsItsOriginIsServed() throws Exception {
    String path = "/containers/c/attach/ws";
    check(path, "localhost:2375", "Origin: http://localhost:2375\r\n");
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> check(path, "localhost:2375", "Origin: http://evil.example\r\n"));
    assertThat(refusal.finding().rule()).isEqualTo("gate.origin");
  }

  @Test
  void anEmptyHostMatchesNoOrigin() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> check("/containers/c/attach/ws", "", "Origin: http://evil.example//\r\n"));
    assertThat(refusal).isNotNull();
  }

  @Test
  void oneGoodOriginDoesNotHideABadOne() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                check(
                    "/containers/c/attach/ws",
                    "localhost",
                    "Origin: http://localhost\r\nOrigin: http://evil.example\r\n"));
    assertThat(refusal).isNotNull();
  }
}
