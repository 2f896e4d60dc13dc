package dev.cofferdam.gate.workflow;

import static org.awaitility.Awaitility.await;

import dev.cofferdam.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A registry on loopback, with its images in the workbench's folder. */
final class Registry {
  private Registry() {}

  static String freeAddress() {
    try (ServerSocket free = new ServerSocket(0)) {
      return "127.0.0.1:" + free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Program start(Workbench bench) throws IOException {
    Path folder = bench.folder("registry");
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: error}
            storage:
              filesystem: {rootdirectory: %s}
            http: {addr: "%s"}
            """
                .formatted(folder.resolve("images"), Workbench.REGISTRY));
    Program registry =
        Program.start(
            folder,
            Map.of(),
            List.of(Workbench.tool("COFFER_TEST_REGISTRY"), "serve", config.toString()));
    String[] address = Workbench.REGISTRY.split(":");
    await("a registry at " + Workbench.REGISTRY)
        .atMost(Program.LIMIT)
        .until(() -> !registry.runs() || answers(address[0], Integer.parseInt(address[1])));
    if (!registry.runs()) {
      throw new IOException("the registry did not start: " + registry.said());
    }
    return registry;
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
