package dev.cofferdam.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeaknessTest {
  @Test
  void aReleaseIsMendedInItsOwnLineOrALaterOne() {
    assertThat(leaks("20.10.24+dfsg1")).isTrue();
    assertThat(leaks("23.0.10")).isTrue();
    assertThat(leaks("23.0.11")).isFalse();
    assertThat(leaks("24.0.9")).isTrue();
    assertThat(leaks("25.0.4")).isTrue();
    assertThat(leaks("25.0.5")).isFalse();
    assertThat(leaks("26.0.0")).isFalse();
    assertThat(leaks("28.3.2")).isFalse();
  }

  @Test
  void aVersionThatIsNoneIsNotTakenForAGoodOne() {
    assertThat(Release.parse("dev")).isNull();
    assertThat(Weakness.checks(null, null))
        .hasSize(5)
        .allSatisfy(check -> assertThat(check.level()).isEqualTo(Check.Level.CAREFUL));
  }

  @Test
  void aNewEngineHasNoneOfThem() {
    assertThat(Weakness.checks(release("29.5.1"), release("1.3.0")))
        .allSatisfy(check -> assertThat(check.level()).isEqualTo(Check.Level.FINE));
  }

  @Test
  void whatAPolicyPromisesFollowsFromTheEngine() {
    assertThat(dark("20.10.24", "1.1.5")).startsWith("no");
    assertThat(dark("28.3.2", "1.2.6")).isEqualTo("yes");
  }

  @Test
  void anEngineBelowTheFloorDoesNotWork() {
    List<Check> checks = EngineChecks.of(version("18.09.1", "1.39", "1.1.12"), info());

    assertThat(checks)
        .anySatisfy(check -> {
          assertThat(check.what()).isEqualTo("API versions");
          assertThat(check.level()).isEqualTo(Check.Level.BROKEN);
        });
  }

  private static String dark(String engine, String runc) {
    return Promises.on(version(engine, "1.41", runc), info()).stream()
        .filter(promise -> promise.what().startsWith("internal networks"))
        .findFirst()
        .orElseThrow()
        .develop();
  }

  private static boolean leaks(String version) {
    return Weakness.DNS_LEAK.isIn(release(version));
  }

  private static Release release(String text) {
    return java.util.Objects.requireNonNull(Release.parse(text));
  }

  private static EngineVersion version(String engine, String api, String runc) {
    return new EngineVersion(
        engine, api, "1.24", "linux", "amd64", "6.1.0", Map.of("Engine", engine, "runc", runc));
  }

  private static EngineInfo info() {
    return new EngineInfo(
        "id",
        "host",
        "",
        "/var/lib/docker",
        "overlay2",
        "2",
        "runc",
        List.of(),
        2,
        1L << 30,
        "json-file");
  }
}
