package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
  @TempDir private Path folder;

  @Test
  void aConfigurationFileAndListenersExcludeEachOther() throws IOException {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(file, "listeners: [{listen: 'unix:///run/a.sock', principal: a}]\n");
    for (String option : new String[] {"--listen=tcp://:0", "--policy=observe", "--principal=b"}) {
      CommandRun run = CommandRun.of("gate", "--config", file.toString(), option);
      assertThat(run.exitCode()).as(option).isEqualTo(2);
      assertThat(run.err()).contains("--config says where to listen");
    }
  }

  @Test
  void whatMakesNoSenseIsAUsageError() {
    assertThat(CommandRun.of("gate", "--listen", "http://x").err()).contains("--listen http://x");
    assertThat(CommandRun.of("gate", "--event-loops", "0").err()).contains("from 1 to 64");
    assertThat(CommandRun.of("gate", "--principal", "a b").err()).contains("--principal a b");
    assertThat(CommandRun.of("gate", "--engine", "docker").err()).contains("--engine");
    assertThat(CommandRun.of("gate", "--event-loops", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void aListenerThatCannotBeOpenedIsAFailure() {
    CommandRun run =
        CommandRun.of(
            "gate",
            "--listen",
            "unix://" + folder.resolve("none/gate.sock"),
            "--state",
            folder.toString(),
            "--journal",
            "none");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("gate.sock");
  }
}
