package dev.cofferdam.watch.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {
  private static final int ANN = 1000;
  private static final int BOB = 1001;

  private final WrittenProc proc = new WrittenProc();
  private final Discovery discovery =
      new Discovery(
          new TreeSet<>(List.of(ANN)),
          Accounts.of(
              "ann:x:1000:1000::/home/ann:/bin/sh\n"
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8)));

  @Test
  void aNumberThatIsUsedAgainIsAnotherProcess() throws IOException {
    proc.process(50, 1, 1000, ANN, "HOME=/home/ann", "claude");
    AgentProcess first = only();
    assertThat(only()).as("the same is the same").isSameAs(first);

    proc.process(50, 1, 9000, ANN, "HOME=/elsewhere", "claude", "--continue");
    AgentProcess second = only();

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(first.started()).isEqualTo(Instant.ofEpochSecond(WrittenProc.BOOT + 10));
    assertThat(second.started()).isEqualTo(Instant.ofEpochSecond(WrittenProc.BOOT + 90));
    assertThat(second.configFolders()).contains("/elsewhere/.claude");
  }

  @Test
  void aProcessThatBecomesAnAgentOrAnotherOneIsSeen() throws IOException {
    proc.process(50, 1, 1000, ANN, "", "bash");
    assertThat(find()).isEmpty();
    proc.process(50, 1, 1000, ANN, "", "claude");
    assertThat(only().agent()).isEqualTo(KnownAgent.CLAUDE_CODE);
    proc.process(50, 1, 1000, ANN, "", "codex");
    assertThat(only().agent()).isEqualTo(KnownAgent.CODEX);
  }

  @Test
  void processesOfOthersAreNotLookedAt() throws IOException {
    proc.process(50, 1, 1000, ANN, "", "claude").process(51, 1, 1000, BOB, "", "claude");

    assertThat(only().user()).isEqualTo("ann");
  }

  @Test
  void aProgramThatStartsItselfAgainCountsOnce() throws IOException {
    proc.process(50, 1, 1000, ANN, "", "gemini").process(51, 50, 2500, ANN, "", "gemini");

    assertThat(only().id().pid()).isEqualTo(51);
  }

  @Test
  void anAgentThatAnAgentStartedLaterIsItsOwn() throws IOException {
    proc.process(50, 1, 1000, ANN, "", "claude").process(51, 50, 90_000, ANN, "", "claude");

    assertThat(find()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TMUX=/tmp/tmux-1000/default,7,0;TMUX_PANE=%3|tmux %3|",
        "STY=4711.work|screen 4711.work|can only be written to a file by screen itself",
        "TERM_PROGRAM=vscode|vscode|Run the agent in tmux",
        "SSH_TTY=/dev/pts/3|sshd|goes to sshd alone",
        "IN_A_CONTAINER=1|container|start it with coffer run --record"
      })
  void whereItShowsItselfIsSaidAndWhyThatCannotBeRead(
      String variables, String place, String obstacle) throws IOException {
    proc.process(40, 1, 500, BOB, "", "sshd").process(41, 40, 600, ANN, "", "bash");
    proc.process(50, 41, 1000, ANN, variables.replace(';', '\0'), "claude");

    TerminalPlace terminal = only().terminal();

    assertThat(terminal.text()).isEqualTo(place);
    assertThat(terminal.obstacle()).contains(obstacle == null ? "" : obstacle);
    assertThat(terminal.obstacle().isEmpty()).isEqualTo(obstacle == null);
  }

  private AgentProcess only() throws IOException {
    List<AgentProcess> found = find();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<AgentProcess> find() throws IOException {
    return discovery.find(proc);
  }
}
