package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gate in a process of its own is told to end. */
@Timeout(120)
class GateSignalTest {
  @Test
  void aGateThatIsToldToEndDrainsAndEndsWell(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("gate.sock");
    Process gate =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cofferdam.cli.Coffer",
                "gate",
                "--engine=unix://" + folder.resolve("no-engine.sock"),
                "--listen=unix://" + socket,
                "--state=" + folder.resolve("state"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = gate.inputReader()) {
      assertThat(out.readLine()).isEqualTo("listening unix://" + socket);
      assertThat(Files.exists(socket)).isTrue();
      gate.destroy(); // SIGTERM
      assertThat(gate.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(gate.exitValue()).isZero();
      assertThat(Files.exists(socket)).isFalse();
    } finally {
      gate.destroyForcibly();
    }
  }
}
