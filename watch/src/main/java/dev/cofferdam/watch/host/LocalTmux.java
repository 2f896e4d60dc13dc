package dev.cofferdam.watch.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs tmux on this machine as the user whose server is asked. */
final class LocalTmux {
  private static final int SECONDS = 5;

  private LocalTmux() {}

  static byte[] ask(List<String> arguments, Identity as) throws IOException {
    List<String> command = new ArrayList<>();
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!Integer.valueOf(as.uid()).equals(self)) {
      if (!Integer.valueOf(0).equals(self)) {
        throw new HostException("only its own user and root can ask the tmux of user " + as.uid());
      }
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=" + as.uid(),
              "--regid=" + as.gid(),
              "--clear-groups",
              "--inh-caps=-all",
              "--"));
    }
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.directory(Path.of("/").toFile()).start();
    } catch (IOException e) {
      throw new HostException(
          command.getFirst() + " is not installed here; apt-get install tmux util-linux", e);
    }
    return output(process);
  }

  private static byte[] output(Process process) throws IOException {
    Thread alarm =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      return out.readNBytes(HostView.MAX_SCREEN);
    } finally {
      process.destroyForcibly();
      alarm.interrupt();
    }
  }
}
