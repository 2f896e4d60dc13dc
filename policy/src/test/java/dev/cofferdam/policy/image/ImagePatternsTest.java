package dev.cofferdam.policy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.policy.Settings.ImageRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePatternsTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "*, alpine",
    "*, ghcr.io/acme/deep/tool:1",
    "postgres, postgres",
    "postgres, docker.io/library/postgres:17",
    "postgres:*, postgres:17",
    "postgres:17*, postgres:17.2",
    "acme/*, acme/a/b",
    "docker.io/*, alpine",
    "ghcr.io/acme/*, ghcr.io/acme/tool",
    "*.example.org/*, r.example.org/x",
    "*.example.org:*/*, r.example.org:5000/x",
    "localhost:5000/*, localhost:5000/x",
    "localhost:*/*, localhost:5000/x",
    "10.0.0.1/*, 10.0.0.1/x",
    "'[::1]:5000/*', '[::1]:5000/x'",
    "registry:5000/*, registry:5000/x",
    "*:latest, acme/tool",
  })
  void aPatternAllowsWhatItSays(String pattern, String image) throws Exception {
    assertThat(decide(List.of(pattern), List.of(), image)).isEqualTo(new ImageVerdict.Allowed());
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, postgrest",
    "postgres, evil/postgres",
    "postgres:17*, postgres:16",
    "acme/*, acmeevil/x",
    "acme/*, ghcr.io/acme/x",
    "docker.io/acme/*, evil.io/docker.io/acme/x",
    "ghcr.io/acme/*, ghcr.io.evil.org/acme/x",
    "reg*.example.org/x, reg.evil.org/y.example.org/x",
    "*.example.org/*, r.example.org:5000/x",
    "*:latest, acme/tool:1",
  })
  void aPatternAllowsNothingElse(String pattern, String image) throws Exception {
    assertThat(rule(decide(List.of(pattern), List.of(), image)))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost/x",
        "localhost:5000/x",
        "registry:5000/x",
        "127.0.0.1:5000/x",
        "8.8.8.8/x",
        "127.1/x",
        "10.0x7f/x",
        "2130706433:80/x",
        "[::1]:5000/x",
        "[fe80::1]/x",
        "169.254.169.254/latest/meta-data",
        "metadata.google.internal/x",
        "host.docker.internal:2375/x",
        "printer.local/x",
        "nas.lan/x",
      })
  void aRegistryInsideTheHostsNetworkMustBeSpelledOut(String image) throws Exception {
    assertThat(rule(decide(List.of("*"), List.of(), image))).isEqualTo(ImagePatterns.REGISTRY);
    assertThat(rule(decide(List.of("*/*", "*:*/*", "l*:*/*"), List.of(), image))).isNotEmpty();
    String registry = ImageReference.parse(image).registry();
    assertThat(decide(List.of("*", registry + "/*"), List.of(), image))
        .isEqualTo(new ImageVerdict.Allowed());
  }

  @Test
  void denyingBeatsAllowing() throws Exception {
    assertThat(rule(decide(List.of("*", "evil/miner"), List.of("evil/*"), "evil/miner")))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
    assertThat(rule(decide(List.of("*"), List.of("alpine:3.1"), "alpine:3.1" + DIGEST)))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
    assertThat(rule(decide(List.of("*"), List.of("alpine"), "alpine" + DIGEST)))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
    assertThat(decide(List.of("*"), List.of("alpine:3.1"), "alpine:3.2"))
        .isEqualTo(new ImageVerdict.Allowed());
  }

  @ParameterizedTest
  @CsvSource({
    "evil.io/*, evil.io:443/x",
    "*.evil.io/x, a.evil.io:5000/x",
    "docker.io/evil/*, docker.io:443/evil/miner",
    "evil/*, registry-1.docker.io/evil/miner",
    "evil/*, registry-1.docker.io:443/evil/miner",
    "evil/miner:1, registry-1.docker.io/evil/miner:1",
  })
  void aDenialCoversTheHostOnEveryPortAndUnderItsOtherName(String pattern, String image)
      throws Exception {
    assertThat(rule(decide(List.of("*"), List.of(pattern), image)))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
  }

  @Test
  void aTagPatternDoesNotVouchForADigest() throws Exception {
    assertThat(rule(decide(List.of("alpine:3.20"), List.of(), "alpine:3.20" + DIGEST)))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
    assertThat(decide(List.of("alpine:*"), List.of(), "alpine:3.20" + DIGEST))
        .isEqualTo(new ImageVerdict.Allowed());
    assertThat(decide(List.of("alpine" + DIGEST), List.of(), "alpine" + DIGEST))
        .isEqualTo(new ImageVerdict.Allowed());
    assertThat(rule(decide(List.of("alpine" + DIGEST), List.of(), "alpine")))
        .isEqualTo(ImagePatterns.NOT_ALLOWED);
  }

  @Test
  void nothingIsAllowedWithoutAPattern() throws Exception {
    assertThat(rule(decide(List.of(), List.of(), "alpine"))).isEqualTo(ImagePatterns.NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Alpine", "a b", "a:", "a@", "http://x/y", "x.y:z/a", "a:b:c"})
  void aPatternThatMakesNoSenseIsAnError(String pattern) {
    assertThatThrownBy(() -> ImagePatterns.check(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("image pattern");
  }

  @Test
  void aStarMatchesAnyRun() {
    assertThat(ImagePattern.matches("a*b*c", "aXbYbZc")).isTrue();
    assertThat(ImagePattern.matches("a*b*c", "aXbYbZ")).isFalse();
    assertThat(ImagePattern.matches("*", "")).isTrue();
    assertThat(ImagePattern.matches("", "x")).isFalse();
    assertThat(ImagePattern.matches("*a".repeat(30) + "b", "a".repeat(2_000))).isFalse();
  }

  private static ImageVerdict decide(List<String> allow, List<String> deny, String image)
      throws ImageReferenceException {
    return ImagePatterns.of(new ImageRules(allow, deny)).decide(ImageReference.parse(image));
  }

  private static String rule(ImageVerdict verdict) {
    return switch (verdict) {
      case ImageVerdict.Allowed() -> "";
      case ImageVerdict.NotAllowed no -> no.rule();
    };
  }
}
