package dev.cofferdam.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.client.OutputFrames.Piece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputFramesTest {
  @Test
  void piecesComeOutByChannelInOrder() throws IOException {
    OutputFrames frames = of(frame(1, "out"), frame(2, "err"), frame(1, ""), frame(3, "engine"));

    assertThat(text(frames.next())).isEqualTo("STDOUT out");
    assertThat(text(frames.next())).isEqualTo("STDERR err");
    assertThat(text(frames.next())).isEqualTo("ENGINE_ERROR engine");
    assertThat(frames.next()).isNull();
  }

  @Test
  void aLongFrameComesOutInPiecesOfBoundedSize() throws IOException {
    OutputFrames frames = of(frame(1, "x".repeat(3 * OutputFrames.MAX_PIECE + 5)));
    int sum = 0;
    for (Piece piece = frames.next(); piece != null; piece = frames.next()) {
      assertThat(piece.bytes().length).isBetween(1, OutputFrames.MAX_PIECE);
      sum += piece.bytes().length;
    }

    assertThat(sum).isEqualTo(3 * OutputFrames.MAX_PIECE + 5);
  }

  @Test
  void aHeaderThatPromisesFourGigabytesTakesNoMemory() throws IOException {
    byte[] header = {1, 0, 0, 0, -1, -1, -1, -1, 'a'};
    OutputFrames frames = of(header);

    assertThat(text(frames.next())).isEqualTo("STDOUT a");
    assertThatThrownBy(frames::next).isInstanceOf(EOFException.class);
  }

  @Test
  void whatIsNoFrameIsRefused() {
    assertThatThrownBy(() -> of("$ hello, tty".getBytes(StandardCharsets.US_ASCII)).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no frames");
    assertThatThrownBy(() -> of(new byte[] {1, 0, 9, 0, 0, 0, 0, 1, 'a'}).next())
        .hasMessageContaining("no frames");
    assertThatThrownBy(() -> of(new byte[] {1, 0, 0}).next()).isInstanceOf(EOFException.class);
  }

  @Test
  void randomBytesEndInFramesOrInAnIOExceptionAndNeverBeyondWhatCame() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      for (int at = 0; at + 8 <= bytes.length && random.nextInt(8) != 0; ) {
        int length = random.nextInt(24);
        ByteBuffer.wrap(bytes, at, 8)
            .put(new byte[] {(byte) random.nextInt(4), 0, 0, 0})
            .putInt(length);
        at += 8 + length;
      }
      int sum = 0;
      try {
        OutputFrames frames = new OutputFrames(trickling(bytes, random));
        for (Piece piece = frames.next(); piece != null; piece = frames.next()) {
          sum += piece.bytes().length;
        }
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("engine's stream");
      }
      assertThat(sum).isLessThanOrEqualTo(bytes.length);
    }
  }

  /** Bytes that arrive in pieces of any size. */
  private static InputStream trickling(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, 1 + random.nextInt(9)));
      }
    };
  }

  private static OutputFrames of(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return new OutputFrames(new ByteArrayInputStream(all.toByteArray()));
  }

  private static byte[] frame(int channel, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(8 + bytes.length)
        .put(new byte[] {(byte) channel, 0, 0, 0})
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static String text(@Nullable Piece piece) {
    if (piece == null) {
      return "the end";
    }
    return piece.channel() + " " + new String(piece.bytes(), StandardCharsets.US_ASCII);
  }
}
