package dev.cofferdam.watch.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentTest {
  @Test
  void aMomentIsReadAsTheLibraryReadsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Instant moment =
          Instant.ofEpochSecond(
              random.nextLong(-62_000_000_000L, 250_000_000_000L),
              switch (i % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1000) * 1_000_000L;
                case 2 -> random.nextInt(1_000_000) * 1000L;
                default -> random.nextInt(1_000_000_000);
              });
      assertThat(Moment.of(moment.toString())).isEqualTo(moment);
    }
    assertThat(Moment.of("2026-02-03T04:05:06.7Z"))
        .isEqualTo(Instant.parse("2026-02-03T04:05:06.700Z"));
    assertThat(Moment.of("2026-02-03T04:05:06.700+01:00"))
        .isEqualTo(Instant.parse("2026-02-03T03:05:06.700Z"));
    assertThat(Moment.of("2026-12-31T23:59:60Z")).isEqualTo(Instant.parse("2026-12-31T23:59:60Z"));
  }

  @Test
  void whatIsNoMomentIsTheBeginningOfTime() {
    for (String text :
        new String[] {
          "",
          "yesterday",
          "2026-02-30T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-01-01T25:00:00Z",
          "2026-01-01T00:61:00Z",
          "2026-01-01 00:00:00Z",
          "2026-01-01T00:00:00",
          "2026-01-01T00:00:00.0123456789Z",
          "२०२६-01-01T00:00:00Z"
        }) {
      assertThat(Moment.of(text)).as(text).isEqualTo(Instant.EPOCH);
    }
  }
}
