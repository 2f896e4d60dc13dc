package dev.cofferdam.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineAddressTest {
  @Test
  void theThreeKindsAreRead() {
    assertThat(EngineAddress.parse("unix:///run/docker.sock"))
        .isEqualTo(new EngineAddress.Unix(Path.of("/run/docker.sock")));
    assertThat(EngineAddress.parse("tcp://127.0.0.1:99"))
        .isEqualTo(new EngineAddress.Tcp("127.0.0.1", 99));
    assertThat(EngineAddress.parse("tcp://[::1]")).isEqualTo(new EngineAddress.Tcp("::1", 2375));
    assertThat(EngineAddress.parse("tcp+tls://h:1?ca=/a%20b&cert=/c+d&key=e"))
        .isEqualTo(
            new EngineAddress.Tls(
                "h", 1, new TlsFiles(Path.of("/a b"), Path.of("/c+d"), Path.of("e"))));
  }

  @Test
  void tlsFilesMayBeGivenSeparately() {
    TlsFiles files = TlsFiles.in(Path.of("/certs"));
    assertThat(EngineAddress.parse("tcp+tls://h", files))
        .isEqualTo(new EngineAddress.Tls("h", 2376, files))
        .hasToString("tcp+tls://h:2376");
  }

  @ParameterizedTest
  @CsvSource({
    "/var/run/docker.sock, begin it with unix://",
    "http://x, begin it with unix://",
    "unix://docker.sock, absolute path",
    "tcp://, not a URL",
    "tcp://h:0, from 1 to 65535",
    "tcp://h:70000, from 1 to 65535",
    "tcp://h/path, a host and a port only",
    "tcp://u@h, a host and a port only",
    "tcp://h?ca=x, remove what follows",
    "tcp+tls://h, three PEM files",
    "tcp+tls://h?ca=x&cert=y, key=/path/to/key.pem",
    "tcp+tls://h?ca=x&cert=y&key=z&kay=z, is not known; use ca",
    "tcp+tls://h?ca=x&ca=y&key=z, given twice",
  })
  void anythingElseIsAnErrorWithTheNextStep(String text, String hint) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining(hint);
  }

  @Test
  void theEnvironmentIsReadAsTheDockerCommandReadsIt() {
    assertThat(EngineAddress.fromEnvironment(Map.of())).isEqualTo(EngineAddress.DEFAULT);
    assertThat(EngineAddress.fromEnvironment(Map.of("DOCKER_HOST", "tcp://h:1")))
        .isEqualTo(new EngineAddress.Tcp("h", 1));
    Map<String, String> tls =
        Map.of("DOCKER_HOST", "tcp://h", "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/c");
    assertThat(EngineAddress.fromEnvironment(tls))
        .isEqualTo(new EngineAddress.Tls("h", 2376, TlsFiles.in(Path.of("/c"))));
  }

  @Test
  void everyByteThatCouldEndASegmentIsEncoded() {
    assertThat(Paths.segment("a/b?c#d%e é")).isEqualTo("a%2Fb%3Fc%23d%25e%20%C3%A9");
    assertThat(Paths.image("r/i:t@sha256:0?x")).isEqualTo("r/i:t@sha256:0%3Fx");
  }
}
