package dev.cofferdam.engine.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The head of a reply, read strictly (RFC 9112): CRLF only, no folding, one framing. What an engine
 * never sends is an error and not a guess.
 */
record ReplyHead(int status, List<Header> headers) {
  private static final int MAX_HEADERS = 256;

  record Header(String name, String value) {}

  /** How the end of the body is found. */
  sealed interface Framing {
    record Length(long bytes) implements Framing {}

    record Chunked() implements Framing {}

    record UntilClose() implements Framing {}
  }

  static ReplyHead read(WireReader in) throws IOException {
    WireReader.Budget budget = new WireReader.Budget();
    String first = in.line(budget);
    if (!first.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("the engine's reply does not begin as HTTP/1.1: " + printable(first));
    }
    List<Header> headers = new ArrayList<>();
    for (String line = in.line(budget); !line.isEmpty(); line = in.line(budget)) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).chars().allMatch(ReplyHead::isTokenByte)) {
        throw new IOException("the engine's reply has a broken header: " + printable(line));
      }
      String value = line.substring(colon + 1).strip();
      if (headers.size() == MAX_HEADERS || value.chars().anyMatch(ReplyHead::isControl)) {
        throw new IOException("the engine's reply has too many or broken headers");
      }
      headers.add(new Header(line.substring(0, colon), value));
    }
    return new ReplyHead(Integer.parseInt(first.substring(9, 12)), List.copyOf(headers));
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** RFC 9112 §6.3, without its leniencies. */
  Framing framing(boolean toHead) throws IOException {
    List<String> lengths = all("Content-Length");
    List<String> codings = all("Transfer-Encoding");
    if (lengths.size() + codings.size() > 1) {
      throw new IOException("the engine's reply says twice how long it is");
    }
    if (toHead || status == 204 || status == 304) {
      return new Framing.Length(0);
    }
    if (!codings.isEmpty()) {
      if (!codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new IOException("the engine's reply has an unknown transfer coding");
      }
      return new Framing.Chunked();
    }
    if (lengths.isEmpty()) {
      return new Framing.UntilClose();
    }
    if (!lengths.getFirst().matches("[0-9]{1,18}")) {
      throw new IOException("the engine's reply has a broken Content-Length");
    }
    return new Framing.Length(Long.parseLong(lengths.getFirst()));
  }

  boolean closes() {
    return all("Connection").stream().anyMatch(v -> v.equalsIgnoreCase("close"));
  }

  static boolean isTokenByte(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private List<String> all(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  private static String printable(String line) {
    String clean = line.replaceAll("[^ -~]", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
  }
}
