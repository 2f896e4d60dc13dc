package dev.cofferdam.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.cli.shared.CommandFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchSettingsTest {
  private static final WatchSettings.Options NONE =
      new WatchSettings.Options(null, null, "host", null, null, null);

  @Test
  void withoutAnySettingTheDefaultsAreThoseOfTheDocumentation() {
    WatchSettings settings = WatchSettings.of(NONE, Map.of());

    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.helper().image()).isEqualTo("alpine:latest");
    assertThat(settings.helper().within()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.users().entries()).as("the current user alone").hasSize(1);
    assertThat(settings.keep()).isEmpty();
  }

  @Test
  void variablesAreHonouredByTheirNames() {
    WatchSettings settings =
        WatchSettings.of(
            NONE,
            Map.of(
                "ALLOWED_USERS", "ann, 1002",
                "MONITORING_INTERVAL", "2.5",
                "DOCKER_HELPER_IMAGE", "busybox:1.37",
                "DOCKER_TIMEOUT", "30"));

    assertThat(settings.users().entries()).containsExactlyInAnyOrder("ann", "1002");
    assertThat(settings.interval()).isEqualTo(Duration.ofMillis(2500));
    assertThat(settings.helper().image()).isEqualTo("busybox:1.37");
    assertThat(settings.helper().within()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anOptionCountsMoreThanItsVariableAndABlankVariableIsNone() {
    WatchSettings settings =
        WatchSettings.of(
            new WatchSettings.Options("bob", "9", "host", "debian", null, "7"),
            Map.of(
                "ALLOWED_USERS", "ann",
                "MONITORING_INTERVAL", "2.5",
                "DOCKER_HELPER_IMAGE", "busybox",
                "DOCKER_TIMEOUT", " "));

    assertThat(settings.users().entries()).containsExactly("bob");
    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.helper().image()).isEqualTo("debian");
    assertThat(settings.helper().within()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.keep()).hasValue(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALLOWED_USERS|ann; reboot",
        "ALLOWED_USERS|$(id)",
        "ALLOWED_USERS|,",
        "MONITORING_INTERVAL|0",
        "MONITORING_INTERVAL|soon",
        "DOCKER_HELPER_IMAGE|alpine; rm -rf /",
        "DOCKER_HELPER_IMAGE|--privileged",
        "DOCKER_TIMEOUT|-1"
      })
  void aVariableThatMakesNoSenseIsAnErrorWithItsName(String variable, String value) {
    assertThatThrownBy(() -> WatchSettings.of(NONE, Map.of(variable, value)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(variable + ": ");
  }
}
