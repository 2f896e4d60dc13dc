package dev.cofferdam.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCheckTest {
  @TempDir private Path folder;

  @Test
  void inAContainerItIsThatContainersLog() throws IOException {
    Files.writeString(folder.resolve(".dockerenv"), "");
    Files.writeString(
        Files.createDirectories(folder.resolve("etc")).resolve("hostname"), "0123456789ab\n");

    assertThat(LogsCheck.of(folder, folder).found())
        .contains("docker logs 0123456789ab", "docker compose logs SERVICE");
  }

  @Test
  void aHostNameThatIsNoContainersIsNotTakenForOne() throws IOException {
    Files.writeString(folder.resolve(".dockerenv"), "");
    Files.writeString(
        Files.createDirectories(folder.resolve("etc")).resolve("hostname"), "x; id\n");

    assertThat(LogsCheck.of(folder, folder).found()).contains("docker logs NAME");
  }

  @Test
  void onTheMachineItIsStandardErrorAndTheLogOfTheLastSessionThatSaidSomething()
      throws IOException {
    log("old", "trouble", 1000);
    Path newer = log("newer", "more trouble", 2000);
    log("silent", "", 3000);

    assertThat(LogsCheck.of(folder, folder).found())
        .startsWith("coffer gate and coffer watch write to standard error")
        .contains("said something: " + newer, "journalctl -u UNIT");
  }

  private Path log(String session, String text, long written) throws IOException {
    Path log =
        Files.writeString(
            Files.createDirectories(folder.resolve("sessions").resolve(session))
                .resolve("host.log"),
            text);
    Files.setLastModifiedTime(log, FileTime.fromMillis(written));
    return log;
  }
}
