package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.gate.request.Refusal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTarCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"1f8b08", "425a68", "fd377a585a00", "28b52ffd", "502a4d18", "5f2a4d18"})
  void aCompressedArchiveIsRefusedBeforeItsMarkIsWholeHoweverSlowlyItComes(String mark)
      throws Refusal {
    byte[] bytes = HexFormat.of().parseHex(mark);
    PlainTarCheck check = PlainTarCheck.forContainer();
    assertThatThrownBy(
            () -> {
              for (byte b : bytes) {
                check.feed(ByteBuffer.wrap(new byte[] {b}));
              }
            })
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> PlainTarCheck.forContainer().feed(ByteBuffer.wrap(bytes)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void anImportMayBeCompressedWithGzipAndNothingElse() throws Refusal {
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
    assertThat(PlainTarCheck.forImport().feed(ByteBuffer.wrap(gzip))).isEqualTo(4);
    assertThatThrownBy(
            () -> PlainTarCheck.forImport().feed(ByteBuffer.wrap(new byte[] {'B', 'Z', 'h'})))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void aPlainArchiveMayComeInAnyPieces() throws Refusal {
    byte[] header = new byte[512];
    header[0] = 'B';
    header[1] = 'Z';
    System.arraycopy(new byte[] {'u', 's', 't', 'a', 'r'}, 0, header, 257, 5);
    PlainTarCheck check = PlainTarCheck.forContainer();
    for (byte b : header) {
      assertThat(check.feed(ByteBuffer.wrap(new byte[] {b}))).isEqualTo(1);
    }
    check.finish();
  }
}
