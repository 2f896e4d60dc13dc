package dev.cofferdam.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program for its version. */
final class Probe {
  private static final int SECONDS = 5;
  private static final int MOST = 8 * 1024;

  private Probe() {}

  /** The first line it prints, or empty when it is not there, fails, or takes over 5 seconds. */
  static Optional<String> firstLine(String... command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    Thread watch =
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
      String text = new String(out.readNBytes(MOST), StandardCharsets.UTF_8);
      process.getOutputStream().close();
      watch.join();
      return process.waitFor() == 0
          ? text.lines().filter(line -> !line.isBlank()).findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
