package dev.cofferdam.session.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Git commands on the host. Hooks and the file system monitor of the repository do not run, and
 * root runs them as the owner of the repository: its configuration may be the agent's.
 */
final class Git {
  private static final int MOST_SECONDS = 60;
  private static final int MAX_OUTPUT = 64 * 1024;

  private Git() {}

  /** What a command printed. */
  record Output(int exitCode, String text) {}

  static Output run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    boolean another = asOwner(folder, command);
    command.addAll(List.of("git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    if (another) {
      builder.environment().put("HOME", "/nonexistent");
      builder.environment().remove("XDG_CONFIG_HOME");
    }
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

  /** Puts before a command of root's what makes it the folder's owner's. */
  private static boolean asOwner(Path folder, List<String> command) throws IOException {
    Path setpriv = Path.of("/usr/bin/setpriv");
    int owner = (Integer) Files.getAttribute(folder, "unix:uid");
    if (owner == 0 || !"root".equals(System.getProperty("user.name"))) {
      return false;
    }
    if (!Files.isExecutable(setpriv)) {
      return false; // then git itself refuses to work in somebody else's repository
    }
    int group = (Integer) Files.getAttribute(folder, "unix:gid");
    command.addAll(
        List.of(setpriv.toString(), "--reuid=" + owner, "--regid=" + group, "--clear-groups"));
    return true;
  }

  /** The caller's own setting, wherever it is made. */
  static Optional<String> setting(Path folder, String name)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("git", "-c", "safe.directory=*", "config", "--get", name)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      boolean set = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      return set && !text.isEmpty() ? Optional.of(text) : Optional.empty();
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
