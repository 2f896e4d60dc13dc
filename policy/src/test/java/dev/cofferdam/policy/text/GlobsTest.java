package dev.cofferdam.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
  @ParameterizedTest
  @CsvSource({
    "postgres, postgres, true",
    "postgres, postgres2, false",
    "postgres, mypostgres, false",
    "db-*, db-, true",
    "db-*, db-1, true",
    "db-*, adb-1, false",
    "*-db, shop-db, true",
    "*-db, shop-db-2, false",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXc, false",
    "*, anything, true",
    "**, x, true",
    "db.1, dbx1, false",
  })
  void starsStandForAnyRun(String pattern, String text, boolean matches) {
    assertThat(Globs.matches(pattern, text)).isEqualTo(matches);
  }
}
