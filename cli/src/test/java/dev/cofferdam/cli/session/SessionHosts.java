package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processes that serve sessions, as the machine shows them. */
final class SessionHosts {
  private SessionHosts() {}

  /** Those that have a file of this folder open. */
  static List<ProcessHandle> in(Path folder) throws IOException {
    Path real = folder.toRealPath();
    List<ProcessHandle> hosts = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      try {
        // ProcessHandle's own command line ends where a class path begins to be long.
        if (Files.readString(proc.resolve("cmdline")).contains("session-host")
            && hasOpen(proc.resolve("fd"), real)) {
          hosts.add(process);
        }
      } catch (IOException _) {
        // It ended meanwhile.
      }
    }
    return hosts;
  }

  /** Kills them and waits until they are gone. */
  static void kill(Path folder) throws IOException {
    List<ProcessHandle> hosts = in(folder);
    assertThat(hosts).as("what serves a session in " + folder).isNotEmpty();
    hosts.forEach(ProcessHandle::destroyForcibly);
    hosts.forEach(host -> host.onExit().join());
  }

  private static boolean hasOpen(Path descriptors, Path folder) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).startsWith(folder)) {
          return true;
        }
      }
    }
    return false;
  }
}
