package dev.cofferdam.session.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Git commands on the host. Hooks and the file system monitor of the repository do not run. */
final class Git {
  private static final int MOST_SECONDS = 60;
  private static final int MAX_OUTPUT = 64 * 1024;

  private Git() {}

  /** What a command printed. */
  record Output(int exitCode, String text) {}

  static Output run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("git " + arguments[0] + " did not end within a minute");
      }
      return new Output(process.exitValue(), text);
    } finally {
      process.destroy();
    }
  }

  /** What a command printed, when it succeeded and git is there. */
  static Optional<String> ask(Path folder, String... arguments) throws InterruptedException {
    try {
      Output output = run(folder, arguments);
      return output.exitCode() == 0 && !output.text().isEmpty()
          ? Optional.of(output.text())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // no git here
    }
  }
}
