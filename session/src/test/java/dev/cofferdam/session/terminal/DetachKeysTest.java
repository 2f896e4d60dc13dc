package dev.cofferdam.session.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
  private final DetachKeys.Filter filter = DetachKeys.DEFAULT.filter();

  @Test
  void theKeysDetachHoweverTheyArrive() {
    assertThat(passed("ab\u0010\u0011cd")).containsExactly("ab");
    assertThat(filter.complete()).isTrue();
  }

  @Test
  void theKeysDetachOneByOne() {
    assertThat(passed("\u0010", "\u0011")).containsExactly("", "");
    assertThat(filter.complete()).isTrue();
  }

  @Test
  void aBeginningThatWasSomethingElsePassesWhole() {
    assertThat(passed("\u0010", "x")).containsExactly("", "\u0010x");
    assertThat(filter.complete()).isFalse();
  }

  @Test
  void theFirstKeyTwiceStillBeginsTheKeys() {
    assertThat(passed("\u0010\u0010\u0011")).containsExactly("\u0010");
    assertThat(filter.complete()).isTrue();
  }

  @Test
  void keysAreWrittenAsDockerWritesThem() {
    assertThat(DetachKeys.parse("ctrl-a,d").sequence()).isEqualTo("\u0001d");
    assertThat(DetachKeys.parse("ctrl-@,ctrl-_").sequence()).isEqualTo("\0\u001f");
  }

  @Test
  void whatIsNoKeyIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DetachKeys.parse("ctrl-p,alt-x"))
        .withMessageContaining("'alt-x' is no key");
    assertThatIllegalArgumentException().isThrownBy(() -> DetachKeys.parse(""));
  }

  private List<String> passed(String... typed) {
    List<String> passed = new ArrayList<>();
    for (String each : typed) {
      byte[] bytes = each.getBytes(StandardCharsets.ISO_8859_1);
      passed.add(new String(filter.pass(bytes, bytes.length), StandardCharsets.ISO_8859_1));
    }
    return passed;
  }
}
