package dev.cofferdam.watch.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String REST = " S 7 1 1 34819 1 4194560 1 2 3 4 5 6 7 8 20 0 9 0 156309 1 2";

  @Test
  void parentTerminalAndStartAreRead() {
    ProcStat stat = of("42 (claude)" + REST).orElseThrow();

    assertThat(stat.pid()).isEqualTo(42);
    assertThat(stat.name()).isEqualTo("claude");
    assertThat(stat.parent()).isEqualTo(7);
    assertThat(stat.tty().map(Tty::toString)).contains("pts/3");
    assertThat(stat.startTicks()).isEqualTo(156309);
  }

  @Test
  void aNameMayHoldBracketsBlanksAndLines() {
    assertThat(of("42 (a) R 1 (b)\n9 (x)" + REST).orElseThrow())
        .satisfies(stat -> {
          assertThat(stat.pid()).isEqualTo(42);
          assertThat(stat.name()).isEqualTo("a) R 1 (b)\n9 (x");
          assertThat(stat.parent()).isEqualTo(7);
        });
  }

  @Test
  void zombiesAndWhatIsGoneAreNoProcesses() {
    assertThat(of("42 (claude)" + REST.replace(" S ", " Z "))).isEmpty();
    assertThat(of("")).isEmpty();
    assertThat(of("42 (claude) S 7")).isEmpty();
    assertThat(of("x (claude)" + REST)).isEmpty();
  }

  @Test
  void terminalsAreNamedAsPsNamesThem() {
    assertThat(Tty.of(0)).isEmpty();
    assertThat(Tty.of(0x8800).orElseThrow()).hasToString("pts/0");
    assertThat(Tty.of(0x88ff).orElseThrow()).hasToString("pts/255");
    assertThat(Tty.of(0x8900).orElseThrow()).hasToString("pts/256");
    assertThat(Tty.of(0x0010_8801).orElseThrow()).as("minor 257").hasToString("pts/257");
    assertThat(Tty.of(0x0401).orElseThrow()).hasToString("tty1");
    assertThat(Tty.of(0x0440).orElseThrow()).hasToString("ttyS0");
    assertThat(Tty.of(0x0501).orElseThrow()).hasToString("tty(5,1)");
  }

  @Test
  void noBytesWhateverMakeItFail() {
    Random random = new Random(7);
    byte[] sound = ("42 (claude)" + REST).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = sound.clone();
      for (int k = random.nextInt(6); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      ProcStat.of(bytes).ifPresent(stat -> assertThat(stat.name()).isNotNull());
    }
  }

  private static Optional<ProcStat> of(String text) {
    return ProcStat.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
