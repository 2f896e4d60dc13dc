package dev.cofferdam.gate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is a request and what is not. Everything that is accepted here, Go's server reads in the
 * same way.
 */
class HeadReaderTest {
  private static RequestHead read(String text) throws HttpException {
    ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    int end = HeadReader.end(in, 0);
    if (end < 0) {
      throw new AssertionError("incomplete");
    }
    return HeadReader.request(in, end);
  }

  /** Reads a head with this request line and these lines after {@code Host}. */
  private static RequestHead with(String... lines) throws HttpException {
    StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\nHost: x\r\n");
    for (String line : lines) {
      head.append(line).append("\r\n");
    }
    return read(head.append("\r\n").toString());
  }

  private static int refused(String text) {
    HttpException refusal = catchThrowableOfType(HttpException.class, () -> read(text));
    assertThat(refusal).as(text).isNotNull();
    return refusal.status();
  }

  @Test
  void aRequestIsTakenApart() throws Exception {
    RequestHead head = read("GET /a?b HTTP/1.1\r\nHost: x\r\nA:1\r\na: \t 2 \t\r\nEmpty:\r\n\r\n");
    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.target()).isEqualTo("/a?b");
    assertThat(head.minorVersion()).isEqualTo(1);
    assertThat(head.headers().all("a")).containsExactly("1", "2");
    assertThat(head.headers().first("empty")).isEmpty();
    assertThat(head.body()).isEqualTo(BodyLength.NONE);
    assertThat(head.keepsAlive()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 0 | none",
        "Content-Length: 14 | 14",
        "content-length:14 | 14",
        "Content-Length: 0014 | 14",
        "Content-Length: 999999999999999999 | 999999999999999999",
        "Transfer-Encoding: chunked | chunked",
        "Transfer-Encoding: CHUNKED | chunked",
        "X: y | none"
      })
  void theLengthOfTheBodyIsUnderstood(String line, String expected) throws Exception {
    BodyLength wanted =
        switch (expected) {
          case "none" -> BodyLength.NONE;
          case "chunked" -> BodyLength.CHUNKED;
          default -> new BodyLength.Exactly(Long.parseLong(expected));
        };
    assertThat(with(line).body()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 14\r\nContent-Length: 14",
        "Content-Length: 14\r\nContent-Length: 15",
        "Content-Length: 14, 14",
        "Content-Length: +14",
        "Content-Length: -1",
        "Content-Length: 0x10",
        "Content-Length: 1 4",
        "Content-Length: 14.0",
        "Content-Length:",
        "Content-Length: 1000000000000000000",
        "Content-Length: 18446744073709551630",
        "Content-Length: 14\r\nTransfer-Encoding: chunked",
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked;x",
        "Transfer-Encoding:",
        "Transfer-Encoding:\u000bchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\t: chunked",
        " Transfer-Encoding: chunked",
        "A: b\r\n c",
        "A: b\r\n\tc",
        "A: b\nC: d",
        "A: b\rC: d",
        "A: b\r\r\nC: d",
        "A\u0000: b",
        "A: b\u0000",
        "A: b\u007f",
        "A: b\u0001c",
        "A b: c",
        "A(b): c",
        ": c",
        "no colon",
        "\u00e9: c",
        "Host: y"
      })
  void fieldsThatCanBeReadInTwoWaysAreRefused(String lines) {
    assertThat(refused("POST / HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n\r\n")).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "GET / HTTP/1.1,true",
        "GET /%00?x#y HTTP/1.1,true",
        "GET  / HTTP/1.1,false",
        "GET /  HTTP/1.1,false",
        "GET /a b HTTP/1.1,false",
        " GET / HTTP/1.1,false",
        "GET / HTTP/1.1 ,false",
        "GET /,false",
        "GET,false",
        "'',false",
        "get / HTTP/1.1,false",
        "GeT / HTTP/1.1,false",
        "G@T / HTTP/1.1,false",
        "GET http://evil/v1.41/info HTTP/1.1,false",
        "GET * HTTP/1.1,false",
        "OPTIONS * HTTP/1.1,false",
        "CONNECT evil:80 HTTP/1.1,false",
        "GET info HTTP/1.1,false",
        "GET \u00e9 HTTP/1.1,false",
        "GET /\u00e9 HTTP/1.1,false",
        "GET /\t HTTP/1.1,false",
        "GET / HTTP/1.1\tx,false",
        "GET / http/1.1,false",
        "GET / HTTP/1.2,false",
        "GET / HTTP/2.0,false",
        "GET / HTTP/0.9,false",
        "GET / HTTP/1.10,false",
        "PRI * HTTP/2.0,false"
      })
  void onlyOneFormOfRequestLineIsUnderstood(String line, boolean understood) throws Exception {
    String text = line + "\r\nHost: x\r\n\r\n";
    if (understood) {
      assertThat(read(text).target()).startsWith("/");
    } else {
      assertThat(refused(text)).isIn(400, 505);
    }
  }

  @Test
  void theHostIsGivenOnce() throws Exception {
    assertThat(refused("GET / HTTP/1.1\r\n\r\n")).isEqualTo(400);
    assertThat(refused("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n")).isEqualTo(400);
    assertThat(read("GET / HTTP/1.1\r\nHost:\r\n\r\n").headers().first("host")).isEmpty();
    assertThat(read("GET / HTTP/1.0\r\n\r\n").keepsAlive()).isFalse();
  }

  @Test
  void oldClientsSendNoChunks() {
    assertThat(refused("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\nHost: x\n\n", "\n", "GET / HTTP/1.1\r\nHost: x\r\n\n"})
  void aBareLineFeedIsRefusedAtOnce(String text) {
    assertThat(refused(text)).isEqualTo(400);
  }

  @Test
  void aHeadHasAtMost64KibAnd128Fields() throws Exception {
    String start = "GET / HTTP/1.1\r\nHost: x\r\nX: ";
    int room = HeadReader.MAX_HEAD_BYTES - start.length() - 4;
    assertThat(read(start + "y".repeat(room) + "\r\n\r\n").headers().size()).isEqualTo(2);
    assertThat(refused(start + "y".repeat(room + 1) + "\r\n\r\n")).isEqualTo(431);
    ByteBuf endless = Unpooled.copiedBuffer("G".repeat(70_000), StandardCharsets.ISO_8859_1);
    assertThat(catchThrowableOfType(HttpException.class, () -> HeadReader.end(endless, 0)).status())
        .isEqualTo(431);
    assertThat(with("a: b\r\n".repeat(126) + "a: b").headers().size()).isEqualTo(128);
    assertThat(refused("GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(128) + "\r\n"))
        .isEqualTo(431);
  }

  @Test
  void theEndOfAHeadIsFoundHoweverItArrives() throws Exception {
    byte[] bytes =
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\nGET".getBytes(StandardCharsets.ISO_8859_1);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    for (int round = 0; round < 500; round++) {
      ByteBuf in = Unpooled.buffer();
      in.writeZero(random.nextInt(5));
      in.readerIndex(in.writerIndex());
      int start = in.readerIndex();
      int scanned = 0;
      int end = -1;
      for (int at = 0; at < bytes.length && end < 0; ) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(7));
        in.writeBytes(bytes, at, count);
        at += count;
        end = HeadReader.end(in, in.readerIndex() + scanned);
        scanned = in.readableBytes();
      }
      assertThat(end - start).isEqualTo(bytes.length - 3);
    }
  }

  /** Whatever is done to a request, it is read or refused, and what is read is what was written. */
  @Test
  void noMutationDoesAnythingButReadOrRefuse() {
    List<String> seeds =
        List.of(
            "GET /v1.41/containers/json?all=1 HTTP/1.1\r\nHost: docker\r\nUser-Agent: x\r\n\r\n",
            "POST /build HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /x HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    String pieces = "\r\n :\t,;\u0000\u007f\u0080\u00ff0aAzZ/%#?*+-\"";
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(12);
    int accepted = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        char piece = pieces.charAt(random.nextInt(pieces.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, piece);
          case 1 -> text.insert(at, piece);
          case 2 -> text.deleteCharAt(at);
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 12)));
        }
      }
      ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
      try {
        int end = HeadReader.end(in, 0);
        if (end >= 0) {
          RequestHead head = HeadReader.request(in, end);
          accepted++;
          assertThat(in.readerIndex()).isEqualTo(end);
          assertThat(head.method()).matches("[A-Z]+");
          assertThat(head.target()).matches("/[!-~]*");
          assertThat(text.toString()).startsWith(head.method() + " " + head.target() + " HTTP/1.");
          boolean two =
              head.headers().first("content-length") != null
                  && head.headers().first("transfer-encoding") != null;
          assertThat(two).isFalse();
        }
      } catch (HttpException e) {
        assertThat(e.status()).isIn(400, 431, 505);
      }
    }
    assertThat(accepted).isBetween(5_000, 95_000);
  }
}
