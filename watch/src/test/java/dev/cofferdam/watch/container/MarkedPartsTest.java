package dev.cofferdam.watch.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedPartsTest {
  private static final String MARK = "00112233445566778899aabbccddeeff";

  @Test
  void partsAreWhatStandsBetweenTheMarks() throws IOException {
    assertThat(of("M\nA\nM\nM\nB", 3, 100)).containsExactly("A\n", "", "B");
  }

  @Test
  void partsAreCutAfterTheLongestLength() throws IOException {
    assertThat(of("M\n123456M\n12", 2, 4)).containsExactly("1234", "12");
  }

  @Test
  void whatAProcessWritesIsNoMark() throws IOException {
    assertThat(of("M\n/etc/hostname\n0011223344\nM\n", 2, 100))
        .containsExactly("/etc/hostname\n0011223344\n", "");
  }

  @Test
  void anotherNumberOfPartsThanAskedForIsRefused() {
    assertThatThrownBy(() -> of("M\nA", 2, 9)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> of("", 1, 9)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> of("xM\nA", 1, 9)).isInstanceOf(IOException.class);
  }

  private static List<String> of(String text, int count, int longest) throws IOException {
    byte[] out = text.replace("M", MARK).getBytes(StandardCharsets.UTF_8);
    return new MarkedParts(MARK, longest)
        .of(out, count).stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
  }
}
