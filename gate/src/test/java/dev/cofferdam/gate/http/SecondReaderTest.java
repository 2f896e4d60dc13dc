package dev.cofferdam.gate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever our reader of requests accepts, a second reader that somebody else wrote (Netty's, as
 * strict as it goes) reads in the same way: the same requests, one after the other, with the same
 * method, target, fields and body. What ours refuses, nobody ever gets to read.
 */
class SecondReaderTest {
  private static final int ROUNDS = 60_000;

  private static final List<String> SEEDS =
      List.of(
          "GET /v1.41/containers/json?all=1 HTTP/1.1\r\nHost: docker\r\nUser-Agent: x\r\n\r\n",
          "POST /v1.41/build?t=x HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n"
              + "Content-Type: application/x-tar\r\n\r\n5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n",
          "POST /x HTTP/1.1\r\nHost: d\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n"
              + "{\"a\":\"b c\"}",
          "HEAD /_ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
          "PUT /y HTTP/1.1\r\nhost:\r\ncontent-length:3\r\nX-Registry-Auth: e30=\r\n\r\nabc",
          "POST /e HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST /exec/1/start HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
              + "Content-Length: 2\r\n\r\n{}",
          "DELETE /z HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\nA: \t b \t\r\na:\r\n\r\n");

  /** What is put in somewhere: what smuggling is made of. */
  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\n",
          "\r",
          " ",
          "\t",
          ":",
          ",",
          ";",
          "\u0000",
          "\u000b",
          "\u007f",
          "\u0080",
          "\u00ff",
          "0",
          "a",
          "F",
          "Z",
          "/",
          "%0d%0a",
          "#",
          "?",
          "*",
          "+",
          "-",
          "\"",
          "0x",
          "\r\n\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "transfer-encoding: identity\r\n",
          "Transfer-Encoding:\u000bchunked\r\n",
          "Host: e\r\n",
          " folded\r\n",
          "X: y\r\n",
          "X : y\r\n",
          ";ext=1",
          "0\r\n\r\n",
          "1\r\nz\r\n",
          "HTTP/1.1",
          "HTTP/1.0",
          "GET / HTTP/1.1\r\nHost: s\r\n\r\n",
          "Connection: close\r\n",
          "T: trailer\r\n");

  /** A request as one of the readers understood it. */
  private record Read(
      String method, String target, String version, List<String> fields, String body) {}

  /** The requests in these bytes up to the first that is refused or incomplete. */
  private static List<Read> ours(byte[] bytes) {
    List<Read> requests = new ArrayList<>();
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    try {
      for (int end = HeadReader.end(in, in.readerIndex());
          end >= 0;
          end = HeadReader.end(in, in.readerIndex())) {
        RequestHead head = HeadReader.request(in, end);
        BodyDecoder decoder = new BodyDecoder(head.body());
        StringBuilder body = new StringBuilder();
        for (ByteBuf part = decoder.next(in); part != null; part = decoder.next(in)) {
          body.append(part.toString(StandardCharsets.ISO_8859_1));
          part.release();
        }
        if (!decoder.done()) {
          break;
        }
        requests.add(
            new Read(
                head.method(),
                head.target(),
                "HTTP/1." + head.minorVersion(),
                fields(head.headers()),
                body.toString()));
      }
    } catch (HttpException _) {
      // refused: the connection ends here
    }
    return requests;
  }

  /** By name, those of one name in their order. */
  private static List<String> fields(Headers headers) {
    List<String> fields = new ArrayList<>();
    for (String name : new TreeSet<>(headers.names())) {
      headers.all(name).forEach(value -> fields.add(field(name, value)));
    }
    return fields;
  }

  private static List<String> fields(HttpHeaders headers) {
    List<String> fields = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    headers.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    for (String name : names) {
      headers.getAll(name).forEach(value -> fields.add(field(name, value)));
    }
    return fields;
  }

  /** Netty rewrites a length that begins with zeros; the number is the same to both. */
  private static String field(String name, String value) {
    return name
        + ": "
        + (name.equals("content-length") ? value.replaceFirst("^0+(?=.)", "") : value);
  }

  private static List<Read> theirs(byte[] bytes) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new HttpRequestDecoder(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(70_000)
                    .setMaxHeaderSize(70_000)
                    .setStrictLineParsing(true)
                    .setValidateHeaders(true)
                    .setAllowDuplicateContentLengths(false)));
    List<Read> requests = new ArrayList<>();
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
      HttpRequest head = null;
      StringBuilder body = new StringBuilder();
      for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
        if (next.decoderResult().isFailure()) {
          break;
        }
        if (next instanceof HttpRequest request) {
          head = request;
          body.setLength(0);
        }
        if (next instanceof HttpContent content) {
          body.append(content.content().toString(StandardCharsets.ISO_8859_1));
          content.release();
        }
        if (next instanceof LastHttpContent last && head != null) {
          last.trailingHeaders().forEach(trailer -> body.append("trailer ").append(trailer));
          requests.add(
              new Read(
                  head.method().name(),
                  head.uri(),
                  head.protocolVersion().text(),
                  fields(head.headers()),
                  body.toString()));
        }
      }
    } finally {
      channel.finishAndReleaseAll();
    }
    return requests;
  }

  private static String mutated(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      text.append(SEEDS.get(random.nextInt(SEEDS.size())));
    }
    for (int change = random.nextInt(4); change > 0; change--) {
      int at = random.nextInt(text.length());
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(5)) {
        case 0 -> text.replace(at, Math.min(text.length(), at + piece.length()), piece);
        case 1 -> text.insert(at, piece);
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.insert(lineStart(text, at), piece);
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 16)));
      }
    }
    return text.toString();
  }

  private static int lineStart(StringBuilder text, int near) {
    int found = text.lastIndexOf("\r\n", near);
    return found < 0 ? 0 : found + 2;
  }

  @Test
  void theSeedsAreReadByBoth() {
    for (String seed : SEEDS) {
      byte[] bytes = seed.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(ours(bytes)).as(seed).hasSize(1).isEqualTo(theirs(bytes));
    }
  }

  @Test
  void whatOursAcceptsTheOtherReadsTheSameWay() {
    SplittableRandom random = new SplittableRandom(20_26);
    int accepted = 0;
    int onlyTheirs = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutated(random);
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      List<Read> ours = ours(bytes);
      List<Read> theirs = theirs(bytes);
      if (ours.size() < theirs.size()) {
        onlyTheirs++;
        theirs = theirs.subList(0, ours.size());
      }
      assertThat(ours).as("round %d: %s", round, text).isEqualTo(theirs);
      accepted += ours.size();
    }
    // The comparison is worth something only if much is accepted, and much that is broken is not.
    assertThat(accepted).isGreaterThan(ROUNDS / 2);
    assertThat(onlyTheirs).isGreaterThan(ROUNDS / 100);
  }
}
