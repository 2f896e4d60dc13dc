package dev.cofferdam.gate.escape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * One write to a connection, byte for byte.
 *
 * @param head the bytes of the head, one per character; {@code ${length}} is the length of the
 *     content
 * @param content what follows the head
 * @param replies how many replies end the exchange; the end of the stream always does
 * @param patience how long to wait for them
 */
record RawRequest(String head, Content content, int replies, Duration patience) {
  private static final String JSON = "application/json";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What follows the head. */
  sealed interface Content {
    /** Sent as UTF-8. */
    record Text(String text) implements Content {}

    /** Sent one byte per character. */
    record Bytes(String bytes) implements Content {}

    /** Sent as a tar archive. */
    record Archive(List<TarFile> files, boolean gzip) implements Content {}
  }

  /** The request for these answers and this long. */
  RawRequest within(int answers, Duration time) {
    return new RawRequest(head, content, answers, time);
  }

  /** For replies that have no end. */
  RawRequest endless() {
    return within(replies, Duration.ofMillis(400));
  }

  /** The bytes of a head and a body together, as they are. */
  static RawRequest exact(String bytes) {
    return new RawRequest(bytes, new Content.Bytes(""), 1, PATIENCE);
  }

  /** Several messages in one write. */
  static RawRequest pipelined(int replies, String... messages) {
    return exact(String.join("", messages)).within(replies, Duration.ofSeconds(2));
  }

  static RawRequest get(String path) {
    return exact(message("GET", path));
  }

  static RawRequest delete(String path) {
    return exact(message("DELETE", path));
  }

  static RawRequest post(String path) {
    return exact(message("POST", path, "Content-Length: 0"));
  }

  /** A POST of JSON; {@code '} stands for a quote. */
  static RawRequest post(String path, String json) {
    return send("POST", path, JSON, quoted(json));
  }

  /** The way the CLI creates a container, under the attack's own name. */
  static RawRequest create(String json) {
    return post("/v1.41/containers/create?name=${name}", json);
  }

  /** A POST whose body is a form. */
  static RawRequest form(String path, String form) {
    return send("POST", path, "application/x-www-form-urlencoded", form);
  }

  /** A body of this type as it stands. */
  static RawRequest send(String method, String path, String type, String body) {
    return new RawRequest(
        message(method, path, "Content-Type: " + type, "Content-Length: ${length}"),
        new Content.Text(body),
        1,
        PATIENCE);
  }

  /** A POST of JSON under these header lines in place of the usual ones. */
  static RawRequest headed(String path, String json, String... headers) {
    return new RawRequest(
        message("POST", path, headers), new Content.Text(quoted(json)), 1, PATIENCE);
  }

  /** A POST of JSON in bytes that no text has. */
  static RawRequest bytes(String path, String bytes) {
    return new RawRequest(
        message("POST", path, "Content-Type: " + JSON, "Content-Length: ${length}"),
        new Content.Bytes(bytes),
        1,
        PATIENCE);
  }

  /** An archive as the body. */
  static RawRequest archive(String method, String path, boolean gzip, TarFile... files) {
    return new RawRequest(
        message(method, path, "Content-Type: application/x-tar", "Content-Length: ${length}"),
        new Content.Archive(List.of(files), gzip),
        1,
        PATIENCE);
  }

  /** A classic build of this Dockerfile. */
  static RawRequest build(String query, String dockerfile) {
    return archive("POST", "/v1.41/build?" + query, false, TarFile.file("Dockerfile", dockerfile));
  }

  /** A request for a tunnel. */
  static RawRequest upgrade(String method, String path, String protocol, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: docker\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return exact(text + "Connection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n").endless();
  }

  /** A message without content, after which the connection ends. */
  static String message(String method, String path, String... headers) {
    StringBuilder text =
        new StringBuilder(
            method + " " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  /** A message after which the connection goes on. */
  static String keptAlive(String method, String path, String body, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: docker\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text + "\r\n" + quoted(body);
  }

  /** JSON is easier to read here with single quotes. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }

  /** What goes over the wire when placeholders are filled in like this. */
  byte[] bytes(UnaryOperator<String> fill) {
    byte[] body =
        switch (content) {
          case Content.Text(String text) -> fill.apply(text).getBytes(StandardCharsets.UTF_8);
          case Content.Bytes(String text) -> fill.apply(text).getBytes(StandardCharsets.ISO_8859_1);
          case Content.Archive(List<TarFile> files, boolean gzip) -> {
            byte[] tar = TarFile.archive(files, fill);
            yield gzip ? gzipped(tar) : tar;
          }
        };
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        fill.apply(head)
            .replace("${length}", Integer.toString(body.length))
            .getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static byte[] gzipped(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
