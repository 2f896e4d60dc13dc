package dev.cofferdam.session.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Debian's program that makes a Debian of packages; installed where this process may: as root, on a
 * machine with apt, unless {@code COFFER_NO_INSTALL=1}.
 */
final class Mmdebstrap {
  private static final String NAME = "mmdebstrap";
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private final Map<String, String> environment;

  Mmdebstrap(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Starts it; the tar of the Debian comes on its standard output.
   *
   * @param mirror the URL of a Debian archive; empty for the program's own choice
   * @param errors where it writes what goes wrong
   * @throws IOException when it is missing and cannot be installed, saying what to do
   */
  Process start(String mirror, Path errors, Consumer<String> progress)
      throws IOException, InterruptedException {
    if (find(NAME).isEmpty()) {
      install(errors, progress);
    }
    List<String> command = new ArrayList<>(List.of(NAME, "--variant=minbase"));
    if (Files.isReadable(KEYRING)) {
      command.add("--keyring=" + KEYRING);
    }
    command.addAll(List.of("--format=tar", "trixie", "-"));
    if (!mirror.isEmpty()) {
      command.add(mirror);
    }
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  private void install(Path errors, Consumer<String> progress)
      throws IOException, InterruptedException {
    Optional<Path> apt = find("apt-get");
    boolean root = "root".equals(System.getProperty("user.name"));
    if (apt.isEmpty() || !root || "1".equals(environment.get("COFFER_NO_INSTALL"))) {
      throw new IOException(NAME + " is not installed (apt-get install " + NAME + ")");
    }
    progress.accept("installing " + NAME + ", once");
    // An unreachable extra source must not stop what the others have.
    apt(apt.get(), errors, "update");
    if (apt(apt.get(), errors, "install", "--no-install-recommends", NAME) != 0) {
      throw new IOException("apt-get install " + NAME + " failed: " + lastLine(errors));
    }
  }

  private static int apt(Path program, Path errors, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-q", "-y"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  /** The last thing it said, for a message. */
  static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty() ? "it printed nothing" : lines.getLast();
  }

  private Optional<Path> find(String program) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
