package dev.cofferdam.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> KNOWN = List.of("memory", "cpus", "pids", "shm");

  @Test
  void theNearestWordIsFound() {
    assertThat(Spelling.nearest("memroy", KNOWN)).isEqualTo("memory");
    assertThat(Spelling.nearest("CPU", KNOWN)).isEqualTo("cpus");
    assertThat(Spelling.nearest("pid", KNOWN)).isEqualTo("pids");
  }

  @Test
  void aWordThatIsNotNearIsNotGuessed() {
    assertThat(Spelling.nearest("swap", KNOWN)).isNull();
    assertThat(Spelling.nearest("", KNOWN)).isNull();
    assertThat(Spelling.nearest("m".repeat(10_000), KNOWN)).isNull();
  }

  @Test
  void distancesAreEdits() {
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("hots", "host")).isEqualTo(1);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("abc", "abc")).isZero();
  }
}
