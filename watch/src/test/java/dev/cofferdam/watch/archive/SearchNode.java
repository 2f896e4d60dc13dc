package dev.cofferdam.watch.archive;

import dev.cofferdam.opensearch.NodeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** A real OpenSearch node in a process of its own, for the tests of one class. */
final class SearchNode implements AutoCloseable {
  private final Process process;
  private final URI url;

  private SearchNode(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static SearchNode start(Path folder) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      free.close();
      return start(folder, port);
    }
  }

  /** On the same port and with the same data as one that has ended. */
  static SearchNode start(Path folder, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classes() + java.io.File.pathSeparator + libraries(),
                NodeProcess.class.getName(),
                folder.toString(),
                Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening ")) {
        Thread.ofVirtual().start(() -> drain(out));
        return new SearchNode(process, URI.create(line.substring("listening ".length())));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the OpenSearch node did not start:\n" + said);
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // Only so that the process does not wait for a reader.
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  private static String classes() throws IOException {
    try {
      return Path.of(NodeProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static String libraries() throws IOException {
    try (InputStream in = NodeProcess.class.getResourceAsStream("node.classpath")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
