package dev.cofferdam.policy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "alpine, docker.io/library/alpine:latest",
    "alpine:3.20, docker.io/library/alpine:3.20",
    "docker.io/alpine, docker.io/library/alpine:latest",
    "index.docker.io/alpine, docker.io/library/alpine:latest",
    "acme/tool, docker.io/acme/tool:latest",
    "ghcr.io/acme/tool:V1.0, ghcr.io/acme/tool:V1.0",
    "localhost/x, localhost/x:latest",
    "localhost:5000/x, localhost:5000/x:latest",
    "registry:5000/x/y:1, registry:5000/x/y:1",
    "'[::1]:5000/x', '[::1]:5000/x:latest'",
    "a__b/c--d, docker.io/a__b/c--d:latest",
    "sha256:abc, docker.io/library/sha256:abc",
  })
  void aShortNameIsCompletedAsDockerCompletesIt(String text, String normalized) throws Exception {
    assertThat(ImageReference.parse(text)).hasToString(normalized);
  }

  @Test
  void aDigestTakesThePlaceOfTheDefaultTag() throws Exception {
    assertThat(ImageReference.parse("alpine@sha256:" + HEX))
        .isEqualTo(new ImageReference("docker.io", "library/alpine", null, "sha256:" + HEX));
    assertThat(ImageReference.parse("alpine:3@sha256:" + HEX).tag()).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":tag",
        "@sha256:00",
        "Alpine",
        "acme/Tool",
        "Acme/tool",
        "GHCR.io/acme/tool",
        "a//b",
        "/a",
        "a/",
        "a..b",
        "a___b",
        "-a/b",
        "alpine:",
        "alpine:-x",
        "alpine:a:b",
        "alpine@sha256:abc",
        "alpine@md5:0123456789abcdef0123456789abcdef",
        "alpine@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "http://x/y",
        "x.y:port/z",
        "x.y:123456/z",
        "alpine\n",
        "alpine latest",
        "ſcratch",
        "../etc",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void whatDockerWouldNotReadIsRefused(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOf(ImageReferenceException.class);
  }

  @Test
  void lengthsAreBounded() throws Exception {
    String longest = "a".repeat(255 - "docker.io/library/".length());
    assertThat(ImageReference.parse(longest).name()).hasSize(255);
    assertThatThrownBy(() -> ImageReference.parse(longest + "a"))
        .hasMessageContaining("255 characters");
    assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag()).hasSize(128);
    assertThatThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129)))
        .isInstanceOf(ImageReferenceException.class);
    assertThatThrownBy(() -> ImageReference.parse("a".repeat(100_000)))
        .hasMessageContaining("512 characters");
  }

  @Test
  void idsAreToldFromNames() {
    assertThat(ImageReference.isId(HEX)).isTrue();
    assertThat(ImageReference.isId("sha256:" + HEX)).isTrue();
    assertThat(ImageReference.isId("cafe")).isFalse();
    assertThat(ImageReference.mayBeId("cafe")).isTrue();
    assertThat(ImageReference.mayBeId("sha256:cafe")).isTrue();
    assertThat(ImageReference.mayBeId("alpine")).isFalse();
    assertThat(ImageReference.mayBeId(HEX + "0")).isFalse();
  }

  @Test
  void theHostIsTheRegistryWithoutItsPort() throws Exception {
    assertThat(ImageReference.parse("[::1]/x").host()).isEqualTo("[::1]");
    assertThat(ImageReference.parse("[::1]:80/x").host()).isEqualTo("[::1]");
    assertThat(ImageReference.parse("h.example:80/x").host()).isEqualTo("h.example");
  }

  @Test
  void aNormalizedNameReadsBackEqualAndNothingElseIsThrown() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    String alphabet = "aZ09.-_:/@[]sha256:é* ";
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        ImageReference reference = ImageReference.parse(text.toString());
        assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
        read++;
      } catch (ImageReferenceException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
