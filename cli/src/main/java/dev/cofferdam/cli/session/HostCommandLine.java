package dev.cofferdam.cli.session;

import dev.cofferdam.session.host.WaitingHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this same coffer is started once more, as a session's host: with the JVM of this process and
 * the flags of a host, which {@code ./coffer} left beside the jar together with the cache of loaded
 * classes that fits them.
 */
final class HostCommandLine {
  private HostCommandLine() {}

  /** Starts a host that waits to be told what to serve. */
  static WaitingHost start() throws IOException {
    return WaitingHost.start(command());
  }

  static List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path here = here();
    if (Files.isRegularFile(here)) {
      Path flags = here.resolveSibling("host.flags");
      if (Files.isReadable(flags)) {
        command.addAll(Files.readAllLines(flags));
      }
      Path cache = here.resolveSibling("host.aot");
      if (Files.isReadable(cache)) {
        command.add("-XX:AOTCache=" + cache);
      }
      command.addAll(List.of("-jar", here.toString()));
    } else {
      command.addAll(
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              "dev.cofferdam.cli.Coffer"));
    }
    command.add(SessionHostProgram.WORD);
    return command;
  }

  private static Path here() {
    try {
      return Path.of(
          HostCommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a JVM names its classes by URL", e);
    }
  }
}
