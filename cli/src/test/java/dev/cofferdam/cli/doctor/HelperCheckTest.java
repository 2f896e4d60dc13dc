package dev.cofferdam.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.testkit.Surroundings;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelperCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"soon", "0", "-1", "601", "NaN", "10s"})
  void aTimeoutThatIsNoneIsTold(String timeout) {
    Check check = check("unix:///nowhere", Map.of("DOCKER_TIMEOUT", timeout));

    assertThat(check.level()).isEqualTo(Check.Level.BROKEN);
    assertThat(check.found()).contains("DOCKER_TIMEOUT: '" + timeout + "'", "from 1 to 600");
    assertThat(check.next()).contains("unset or correct it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "10", "0.5e1", " 600 "})
  void aTimeoutThatTheWatchTakesIsTakenHereToo(String timeout) {
    Check check = check("unix:///nowhere", Map.of("DOCKER_TIMEOUT", timeout));

    assertThat(check.found()).doesNotContain("DOCKER_TIMEOUT").contains("no engine answers");
  }

  @Test
  void anImageNameThatIsNoneIsTold() {
    Check check = check("unix:///nowhere", Map.of("DOCKER_HELPER_IMAGE", "alpine; rm"));

    assertThat(check.level()).isEqualTo(Check.Level.BROKEN);
    assertThat(check.found()).contains("DOCKER_HELPER_IMAGE", "names no image");
  }

  @Test
  @Tag("engine")
  void anImageThatTheEngineDoesNotHaveComesWithTheCommandThatGetsIt() {
    Check check =
        check(
            Surroundings.value("COFFER_TEST_ENGINE"),
            Map.of("DOCKER_HELPER_IMAGE", "no-such-image:1"));

    assertThat(check.level()).isEqualTo(Check.Level.CAREFUL);
    assertThat(check.found()).contains("docker pull no-such-image:1");
  }

  private static Check check(String engine, Map<String, String> environment) {
    try (EngineClient client = new EngineClient(EngineAddress.parse(engine))) {
      return HelperCheck.of(client, environment);
    }
  }
}
