package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;
import static dev.cofferdam.gate.escape.RawRequest.exact;
import static dev.cofferdam.gate.escape.RawRequest.keptAlive;
import static dev.cofferdam.gate.escape.RawRequest.pipelined;

import java.util.ArrayList;
import java.util.List;

/** Two readers of one stream of bytes: requests inside requests, and after them. */
final class FramingAttacks {
  private static final String GROUP = "framing";
  private static final Effect RENAMED = new Effect.Changed("asleep.name");
  private static final Effect PRIVILEGED = created("/HostConfig/Privileged", "true");

  /** What must not arrive at the engine undecided. */
  private static final String HIDDEN =
      keptAlive("POST", "/v1.41/containers/${asleep}/rename?name=${name}", "", "Content-Length: 0");

  private static final String PING = keptAlive("GET", "/_ping", "");
  private static final String BAD =
      RawRequest.quoted("{'Image':'${image}','HostConfig':{'Privileged':true}}");
  private static final String CREATE = "/v1.41/containers/create?name=${name}";
  private static final String JSON = "Content-Type: application/json";

  private FramingAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    hidden(all);
    chunks(all);
    heads(all);
    return all;
  }

  private static void hidden(List<Attack> all) {
    all.add(one("after a ping on the same connection", RENAMED, pipelined(2, PING, HIDDEN)));
    all.add(one("after three pings", RENAMED, pipelined(4, PING, PING, PING, HIDDEN)));
    all.add(one("between two pings", RENAMED, pipelined(3, PING, HIDDEN, PING)));
    all.add(
        one(
            "behind a body of length 0",
            RENAMED,
            pipelined(2, keptAlive("GET", "/_ping", "", "Content-Length: 0"), HIDDEN)));
    all.add(
        one(
                "inside the body that a GET has",
                RENAMED,
                pipelined(2, keptAlive("GET", "/_ping", HIDDEN, "Content-Length: 3")))
            .elsewhere());
    all.add(
        one(
            "length and chunks together",
            RENAMED,
            pipelined(
                2,
                keptAlive(
                    "POST",
                    "/v1.41/containers/${mine}/resize?h=1&w=1",
                    "0\r\n\r\n" + HIDDEN,
                    "Content-Length: 600",
                    "Transfer-Encoding: chunked"))));
    all.add(
        one(
            "chunks, oddly spelled, and a length",
            RENAMED,
            pipelined(
                2,
                keptAlive(
                    "POST",
                    "/v1.41/containers/${mine}/resize?h=1&w=1",
                    "0\r\n\r\n" + HIDDEN,
                    "Transfer-Encoding: CHUNKED",
                    "Content-Length: 600"))));
    for (String coding : List.of("xchunked", " chunked, identity", "gzip, chunked", "chunked\t")) {
      all.add(
          one(
                  "transfer coding '" + coding.replace("\t", "+tab") + "' and a length",
                  RENAMED,
                  pipelined(
                      2,
                      keptAlive(
                          "POST",
                          "/v1.41/containers/${mine}/resize?h=1&w=1",
                          "0\r\n\r\n" + HIDDEN,
                          "Content-Length: 5",
                          "Transfer-Encoding: " + coding)))
              .elsewhere());
    }
    all.add(
        one(
                "two lengths",
                RENAMED,
                pipelined(
                    2,
                    keptAlive(
                        "POST",
                        "/v1.41/containers/${mine}/resize?h=1&w=1",
                        HIDDEN,
                        "Content-Length: 0",
                        "Content-Length: 600")))
            .elsewhere());
    for (String length : List.of("+0", "0, 0", "-1", "0x0", "00", "0 ")) {
      all.add(
          one(
                  "length '" + length + "'",
                  RENAMED,
                  pipelined(
                      2,
                      keptAlive(
                          "POST",
                          "/v1.41/containers/${mine}/resize?h=1&w=1",
                          HIDDEN,
                          "Content-Length: " + length)))
              .elsewhere());
    }
    all.add(
        one(
                "bytes after an upgrade that is refused",
                RENAMED,
                exact(
                        "POST /v1.41/containers/${victim}/attach?stream=1 HTTP/1.1\r\nHost: d\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n"
                            + HIDDEN)
                    .endless())
            .elsewhere());
    all.add(
        one(
                "bytes after an upgrade that is granted",
                RENAMED,
                exact(
                        "POST /v1.41/containers/${mine}/attach?stream=1&stdin=1 HTTP/1.1\r\nHost: d\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n"
                            + HIDDEN)
                    .endless())
            .elsewhere());
    all.add(
        one(
            "an upgrade where there is none to have",
            RENAMED,
            pipelined(
                2,
                keptAlive("GET", "/v1.41/version", "", "Connection: Upgrade", "Upgrade: tcp"),
                HIDDEN)));
    all.add(
        one(
            "an upgrade to h2c",
            RENAMED,
            pipelined(
                2,
                keptAlive(
                    "GET",
                    "/_ping",
                    "",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__"),
                HIDDEN)));
    all.add(
        one(
            "a create after an allowed one",
            PRIVILEGED,
            pipelined(
                2,
                PING,
                keptAlive("POST", "/v1.41/containers/create", bad(), JSON, length(bad())))));
  }

  private static void chunks(List<Attack> all) {
    all.add(one("a chunked create", PRIVILEGED, chunked(chunk(bad()), "0\r\n\r\n")));
    all.add(
        one(
            "byte by byte in chunks",
            PRIVILEGED,
            chunked(chunk(bad().substring(0, 1)), chunk(bad().substring(1)), "0\r\n\r\n")));
    all.add(
        one(
            "chunk extensions",
            PRIVILEGED,
            chunked(hex(bad()) + ";a=b;c=\"d\"\r\n" + bad() + "\r\n", "0;x\r\n\r\n")));
    all.add(
        one(
            "trailers",
            PRIVILEGED,
            chunked(chunk(bad()), "0\r\nContent-Type: text/plain\r\n\r\n")));
    all.add(
        one(
            "chunks ended by bare line feeds",
            PRIVILEGED,
            chunked(hex(bad()) + "\n" + bad() + "\r\n", "0\r\n\r\n")));
    all.add(
        one(
            "a chunk size with zeroes before it",
            PRIVILEGED,
            chunked("00000" + hex(bad()) + "\r\n" + bad() + "\r\n", "0\r\n\r\n")));
    all.add(
        one(
                "a chunk size in hex with a prefix",
                PRIVILEGED,
                chunked("0x" + hex(bad()) + "\r\n" + bad() + "\r\n", "0\r\n\r\n"))
            .elsewhere());
    all.add(
        one(
                "a chunk size that overflows",
                PRIVILEGED,
                chunked("10000000000000000" + hex(bad()) + "\r\n" + bad() + "\r\n", "0\r\n\r\n"))
            .elsewhere());
    all.add(
        one(
                "length 0 with a body behind it",
                PRIVILEGED,
                exact(RawRequest.message("POST", CREATE, JSON, "Content-Length: 0") + BAD))
            .elsewhere());
    all.add(
        one(
                "no length with a body behind it",
                PRIVILEGED,
                exact(RawRequest.message("POST", CREATE, JSON) + BAD))
            .elsewhere());
  }

  private static void heads(List<Attack> all) {
    all.add(
        one(
            "bare line feeds in the head",
            RENAMED,
            exact(
                "POST /v1.41/containers/${asleep}/rename?name=${name} HTTP/1.1\nHost: d\n"
                    + "Connection: close\nContent-Length: 0\n\n")));
    all.add(
        one(
                "a folded header line",
                PRIVILEGED,
                RawRequest.headed(
                    CREATE,
                    BAD,
                    "Content-Type: text/\r\n plain",
                    JSON,
                    "Content-Length: ${length}"))
            .elsewhere());
    all.add(
        one(
            "a folded type",
            PRIVILEGED,
            RawRequest.headed(
                CREATE, BAD, "Content-Type:\r\n application/json", "Content-Length: ${length}")));
    all.add(
        one(
                "space before a colon",
                RENAMED,
                pipelined(2, keptAlive("GET", "/_ping", HIDDEN, "Content-Length : 600")))
            .elsewhere());
    all.add(
        one(
            "HTTP/1.0",
            RENAMED,
            exact(
                "POST /v1.41/containers/${asleep}/rename?name=${name} HTTP/1.0\r\nHost: d\r\n"
                    + "Content-Length: 0\r\n\r\n")));
    all.add(
        one(
            "an empty host",
            RENAMED,
            exact(
                "POST /v1.41/containers/${asleep}/rename?name=${name} HTTP/1.1\r\nHost:\r\n"
                    + "Connection: close\r\nContent-Length: 0\r\n\r\n")));
    all.add(
        one(
            "a large head",
            RENAMED,
            exact(
                "POST /v1.41/containers/${asleep}/rename?name=${name} HTTP/1.1\r\nHost: d\r\nX: "
                    + "x".repeat(200_000)
                    + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")));
    all.add(
        one(
                "a carriage return in a header",
                RENAMED,
                pipelined(2, keptAlive("GET", "/_ping", HIDDEN, "X: a\rContent-Length: 600")))
            .elsewhere());
    all.add(
        one(
                "a method that overrides",
                new Effect.Changed("asleep.gone"),
                exact(
                    RawRequest.message(
                        "GET",
                        "/v1.41/containers/${asleep}/json",
                        "X-HTTP-Method-Override: DELETE")))
            .elsewhere());
    all.add(
        one(
                "a path that overrides",
                new Effect.Leaked("${secret}"),
                exact(
                    RawRequest.message(
                        "GET", "/_ping", "X-Original-URL: /v1.41/containers/${victim}/json")))
            .elsewhere());
    all.add(
        one(
                "HTTP/2 with prior knowledge",
                RENAMED,
                exact("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0" + HIDDEN).endless())
            .elsewhere());
  }

  private static Attack one(String name, Effect effect, RawRequest request) {
    return Attack.of(GROUP, name, effect, request);
  }

  /** A body whose length is known before placeholders are filled in. */
  private static String bad() {
    return BAD.replace("${image}", "esc-box-########").replace("########", "${nonce}");
  }

  private static int size(String body) {
    return body.replace("${nonce}", "########").length();
  }

  private static String length(String body) {
    return "Content-Length: " + size(body);
  }

  private static String hex(String body) {
    return Integer.toHexString(size(body));
  }

  private static String chunk(String body) {
    return hex(body) + "\r\n" + body + "\r\n";
  }

  private static RawRequest chunked(String... parts) {
    return exact(
        RawRequest.message("POST", CREATE, JSON, "Transfer-Encoding: chunked")
            + String.join("", parts));
  }
}
