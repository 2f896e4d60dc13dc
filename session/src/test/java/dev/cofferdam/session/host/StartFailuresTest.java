package dev.cofferdam.session.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "driver failed programming external connectivity on endpoint web (47e7): Error starting"
            + " userland proxy: listen tcp4 127.0.0.1:3000: bind: address already in use",
        "driver failed programming external connectivity on endpoint web (47e7): Bind for"
            + " 127.0.0.1:3000 failed: port is already allocated",
        "failed to set up container networking: driver failed programming external connectivity on"
            + " endpoint web (47e7): failed to bind host port 127.0.0.1:3000/tcp: address already in"
            + " use",
        "Error starting userland proxy: listen tcp6 [::1]:3000: bind: address already in use"
      })
  void thePortIsReadFromWhatEnginesSay(String error) {
    assertThat(StartFailures.taken(error)).contains("3000");
  }

  @Test
  void otherFailuresAreNotAboutPorts() {
    assertThat(StartFailures.taken("exec: \"nothing\": executable file not found in $PATH"))
        .isEmpty();
    assertThat(StartFailures.taken("")).isEmpty();
  }
}
