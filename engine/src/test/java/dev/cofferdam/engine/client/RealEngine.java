package dev.cofferdam.engine.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The engine that tests may use, and a tiny image on it. */
public final class RealEngine {
  private RealEngine() {}

  /** {@code COFFER_TEST_ENGINE}, or Docker's usual socket. */
  public static EngineAddress address() {
    String address = System.getenv("COFFER_TEST_ENGINE");
    return address == null ? EngineAddress.DEFAULT : EngineAddress.parse(address);
  }

  /** Makes an image of static busybox under this name. */
  public static void importBusybox(EngineClient client, String repo, String... changes)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] busybox = Files.readAllBytes(busybox());
    for (String applet : new String[] {"busybox", "sh", "cat", "sleep", "echo"}) {
      files.put("bin/" + applet, busybox);
    }
    StringBuilder query = new StringBuilder("?fromSrc=-&repo=" + repo + "&tag=latest");
    for (String change : changes) {
      query.append("&changes=").append(Paths.segment(change));
    }
    Request request =
        Request.post(
            "/images/create" + query,
            new Request.Content.Streamed(
                "application/x-tar", new ByteArrayInputStream(tar(files))));
    try (Reply reply = client.send(request)) {
      String answer = new String(reply.readAll(1 << 20), StandardCharsets.UTF_8);
      if (reply.status() != 200 || answer.contains("errorDetail")) {
        throw new IOException(answer);
      }
    }
  }

  /** Plain files, mode 755, as a ustar archive. */
  public static byte[] tar(Map<String, byte[]> files) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    files.forEach((name, content) -> {
      byte[] header = new byte[512];
      put(header, 0, name);
      put(header, 100, "0000755");
      put(header, 124, "%011o".formatted(content.length));
      put(header, 136, "00000000000");
      header[156] = '0';
      put(header, 257, "ustar");
      put(header, 263, "00");
      put(header, 148, "        ");
      int sum = 0;
      for (byte b : header) {
        sum += b & 0xff;
      }
      put(header, 148, "%06o".formatted(sum));
      header[154] = 0;
      out.writeBytes(header);
      out.writeBytes(content);
      out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    });
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static Path busybox() throws IOException {
    String named = System.getenv("COFFER_TEST_BUSYBOX");
    return Stream.of(named == null ? "/bin/busybox" : named, "/usr/bin/busybox")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "no static busybox: apt-get install busybox-static, or set"
                    + " COFFER_TEST_BUSYBOX"));
  }
}
