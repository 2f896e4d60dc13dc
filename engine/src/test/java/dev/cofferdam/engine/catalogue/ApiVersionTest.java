package dev.cofferdam.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {
  @Test
  void everyVersionIsReadAsItIsWritten() {
    for (int minor = 10; minor <= 99; minor++) {
      ApiVersion version = new ApiVersion(minor);
      assertThat(ApiVersion.parse(version.toString())).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1", "1.", "1.4", "01.41", "1.041", "1.41.0", "1.41.", "v1.41", "2.41", "1.4a", "1,41",
        "1.05", "1.00", " 1.41", "1.41 ", "1..1", "1.-1", "1.٤١", "1.100", "...."
      })
  void aSpellingThatOnlySomeReadersAcceptIsNoVersion(String text) {
    assertThat(ApiVersion.parse(text)).isNull();
  }

  @Test
  void versionsAreOrderedByNumber() {
    ApiVersion newer = new ApiVersion(52);
    assertThat(newer).isGreaterThan(ApiVersion.FLOOR);
    assertThat(newer.atLeast(ApiVersion.FLOOR)).isTrue();
    assertThat(ApiVersion.FLOOR.atLeast(ApiVersion.FLOOR)).isTrue();
    assertThat(ApiVersion.FLOOR.atLeast(newer)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 9, 100, Integer.MAX_VALUE})
  void aVersionOutsideTheRangeCannotBeMade(int minor) {
    assertThatThrownBy(() -> new ApiVersion(minor)).hasMessageContaining("1.10 to 1.99");
  }
}
