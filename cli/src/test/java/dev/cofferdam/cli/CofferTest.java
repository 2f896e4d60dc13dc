package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CofferTest {
  @Test
  void aCommandThatIsNotSaidIsAUsageError() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("say what to do", "gate", "policy", "audit", "doctor");
  }

  @Test
  void anUnknownCommandIsAUsageErrorWithASuggestion() {
    CommandRun run = CommandRun.of("gaet");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("gate");
  }

  @Test
  void theTrainingIsNotShownToPeople() {
    assertThat(CommandRun.of("--help").out()).contains("doctor").doesNotContain("train");
  }

  @Test
  void theTrainingRunsAGateAndEnds() {
    CommandRun run = CommandRun.of("train", "--rounds", "2");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("trained with 20 requests");
  }

  @Test
  void theTrainingServesASessionAndEnds() {
    CommandRun run = CommandRun.of("train", "--host", "--rounds", "2");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("trained with 20 requests");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : new String[] {"gate", "policy", "audit", "doctor"}) {
      CommandRun run = CommandRun.of(command, "--help");
      assertThat(run.exitCode()).as(command).isZero();
      assertThat(run.out()).contains("Usage: coffer " + command);
    }
  }
}
