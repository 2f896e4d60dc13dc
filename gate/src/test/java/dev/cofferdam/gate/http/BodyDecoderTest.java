package dev.cofferdam.gate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {
  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private static String decode(BodyDecoder decoder, ByteBuf in) throws HttpException {
    StringBuilder body = new StringBuilder();
    for (ByteBuf part = decoder.next(in); part != null; part = decoder.next(in)) {
      body.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return body.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0~~ | ''",
        "000~~ | ''",
        "5~hello~0~~ | hello",
        "05~hello~0~~ | hello",
        "a~0123456789~1~x~0~~ | 0123456789x",
        "A~0123456789~0~~ | 0123456789"
      })
  void chunksAreTakenApart(String text, String expected) throws Exception {
    BodyDecoder decoder = new BodyDecoder(BodyLength.CHUNKED);
    ByteBuf in = bytes(text.replace("~", "\r\n") + "GET");
    assertThat(decode(decoder, in)).isEqualTo(expected);
    assertThat(decoder.done()).isTrue();
    assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "5\nhello\r\n",
        "5\rhello",
        "5;x=y\r\nhello\r\n",
        "5 \r\nhello\r\n",
        " 5\r\nhello\r\n",
        "+5\r\nhello\r\n",
        "-1\r\n",
        "0x5\r\nhello\r\n",
        "g\r\n",
        "5\r\nhello!\r\n",
        "5\r\nhello\n",
        "5\r\nhello5\r\n",
        "123456789\r\n",
        "000000005\r\nhello\r\n",
        "0\r\nTrailer: x\r\n\r\n",
        "0\r\n\n",
        "\u00b2\r\n",
        "\u0665\r\n"
      })
  void aChunkThatCanBeReadInTwoWaysIsRefused(String text) {
    assertThatThrownBy(() -> decode(new BodyDecoder(BodyLength.CHUNKED), bytes(text)))
        .isInstanceOf(HttpException.class);
  }

  @Test
  void theWayInWhichABodyArrivesMakesNoDifference() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(21);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder body = new StringBuilder();
      StringBuilder wire = new StringBuilder();
      for (int chunk = random.nextInt(5); chunk > 0; chunk--) {
        String data = "d\r\n0".repeat(1 + random.nextInt(20));
        body.append(data);
        wire.append(Integer.toHexString(data.length())).append("\r\n").append(data).append("\r\n");
      }
      wire.append("0\r\n\r\n").append("rest");
      boolean skip = random.nextBoolean();
      BodyDecoder decoder = new BodyDecoder(BodyLength.CHUNKED);
      ByteBuf in = Unpooled.buffer();
      StringBuilder got = new StringBuilder();
      for (int at = 0; at < wire.length(); ) {
        int count = Math.min(wire.length() - at, 1 + random.nextInt(9));
        in.writeCharSequence(wire.substring(at, at + count), StandardCharsets.ISO_8859_1);
        at += count;
        if (skip) {
          decoder.skip(in);
        } else {
          got.append(decode(decoder, in));
        }
      }
      assertThat(decoder.done()).isTrue();
      assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("rest");
      assertThat(got.toString()).isEqualTo(skip ? "" : body.toString());
    }
  }

  @Test
  void aBodyOfKnownLengthEndsThere() throws Exception {
    BodyDecoder decoder = new BodyDecoder(new BodyLength.Exactly(6));
    assertThat(decode(decoder, bytes("abc"))).isEqualTo("abc");
    assertThat(decoder.done()).isFalse();
    assertThat(decoder.mayEndIn(bytes("de"))).isFalse();
    assertThat(decoder.mayEndIn(bytes("def"))).isTrue();
    ByteBuf in = bytes("defghi");
    assertThat(decode(decoder, in)).isEqualTo("def");
    assertThat(decoder.done()).isTrue();
    assertThat(in.readableBytes()).isEqualTo(3);
  }

  @Test
  void theEndOfChunksIsRecognisedFromAfar() {
    BodyDecoder decoder = new BodyDecoder(BodyLength.CHUNKED);
    assertThat(decoder.mayEndIn(bytes("5\r\nhello\r\n0\r\n\r\n"))).isTrue();
    assertThat(decoder.mayEndIn(bytes("5\r\nhello\r\n0\r\n"))).isFalse();
    assertThat(decoder.mayEndIn(bytes(""))).isFalse();
  }
}
