package dev.cofferdam.policy.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompatEnvironmentTest {
  @Test
  void threeSwitchesAreOnByDefaultAndCanBeTurnedOff() {
    assertThat(CompatEnvironment.read(Map.of()).switches().on())
        .containsExactlyInAnyOrder("EVENTS", "PING", "VERSION");
    assertThat(CompatEnvironment.read(Map.of("EVENTS", "0", "PING", "")).switches().on())
        .containsExactly("VERSION");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "-1", "+1", "01", "1x", "1.5", "18446744073709551616"})
  void anyWholeNumberButZeroIsOn(String value) {
    assertThat(CompatEnvironment.isOn(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "00", "-0", "0.5", "true", "TRUE", "yes", "on", " 1", "--1", "x1"})
  void everythingElseIsOff(String value) {
    assertThat(CompatEnvironment.isOn(value)).isFalse();
  }

  @Test
  void wordsThatMeanOnAreReported() {
    CompatEnvironment read = CompatEnvironment.read(Map.of("CONTAINERS", "true"));
    assertThat(read.switches().on()).doesNotContain("CONTAINERS");
    assertThat(read.warnings()).singleElement().asString().contains("write CONTAINERS=1");
  }

  @ParameterizedTest
  @CsvSource({
    "CONTAINER, 1, CONTAINERS",
    "containers, 1, CONTAINERS",
    "IMAGE, 0, IMAGES",
    "ALLOW_RESTART, 1, ALLOW_RESTARTS",
    "ALLOW_STOPS, true, ALLOW_STOP",
    "LIBPOD_IMAGE, 1, LIBPOD_IMAGES",
  })
  void aNameThatNearlyIsASwitchIsReported(String name, String value, String meant) {
    assertThat(CompatEnvironment.read(Map.of(name, value)).warnings())
        .singleElement()
        .asString()
        .contains("did you mean " + meant + "?");
  }

  @Test
  void variablesOfOthersAreIgnored() {
    assertThat(
            CompatEnvironment.read(
                    Map.of(
                        "PATH",
                        "/bin",
                        "HOME",
                        "/home/me",
                        "SHLVL",
                        "1",
                        "CI",
                        "true",
                        "DEBUG",
                        "1",
                        "CONTAINER_NAME",
                        "x",
                        "IMAGE",
                        "alpine:3",
                        "TZ",
                        "",
                        "NO_COLOR",
                        "1"))
                .warnings())
        .isEmpty();
  }

  @Test
  void aVariableThatOnlyLinuxServerHasChoosesItsRules() {
    assertThat(on("ALLOW_PAUSE", "0")).contains(CompatEnvironment.LINUXSERVER);
    assertThat(on("LIBPOD_PING", "1")).contains(CompatEnvironment.LINUXSERVER);
    assertThat(on("COMPAT", "LinuxServer")).contains(CompatEnvironment.LINUXSERVER);
    assertThat(on("ALLOW_START", "1")).doesNotContain(CompatEnvironment.LINUXSERVER);
    assertThat(
            CompatEnvironment.read(Map.of("ALLOW_PAUSE", "1", "COMPAT", "tecnativa"))
                .switches()
                .on())
        .doesNotContain(CompatEnvironment.LINUXSERVER);
    assertThat(CompatEnvironment.read(Map.of("COMPAT", "x")).warnings()).hasSize(1);
  }

  @Test
  void podmansSwitchesAreKnownAndOpenNothing() {
    assertThat(CompatEnvironment.read(Map.of("LIBPOD_PODS", "1")).warnings())
        .singleElement()
        .asString()
        .contains("opens nothing");
  }

  @Test
  void theListenersVariablesAreRead() {
    CompatEnvironment read =
        CompatEnvironment.read(
            Map.of("DISABLE_IPV6", "Yes", "SOCKET_PATH", "/run/d.sock", "LOG_LEVEL", "err"));
    assertThat(read.disableIpv6()).isTrue();
    assertThat(read.socketPath()).isEqualTo("/run/d.sock");
    assertThat(read.logLevel()).isEqualTo("err");
    CompatEnvironment bare = CompatEnvironment.read(Map.of("DISABLE_IPV6", "2"));
    assertThat(bare.disableIpv6()).isFalse();
    assertThat(bare.socketPath()).isEqualTo("/var/run/docker.sock");
    assertThat(bare.logLevel()).isEqualTo("info");
  }

  private static java.util.Set<String> on(String name, String value) {
    return CompatEnvironment.read(Map.of(name, value)).switches().on();
  }
}
