package dev.cofferdam.watch.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.container.ReadOnlyCommand.DescribeFile;
import dev.cofferdam.watch.container.ReadOnlyCommand.ListFiles;
import dev.cofferdam.watch.container.ReadOnlyCommand.ListProcesses;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadAccounts;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadBootTime;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadProcessFiles;
import dev.cofferdam.watch.container.ReadOnlyCommand.ReadWorkingFolder;
import dev.cofferdam.watch.container.ReadOnlyCommand.TailFile;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.ProcFile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyCommandTest {
  private static final FileRoot ROOT = new FileRoot(7, false, "host");

  /** Programs that can only read, as they are called here. */
  private static final Set<String> PROGRAMS =
      Set.of("find", "cat", "grep", "readlink", "stat", "tail", "tmux");

  @Test
  void everyCommandIsOneReadOnlyProgramAndNoShell() {
    InnerPath path = InnerPath.of(ROOT, "/home/u/$(reboot); rm -rf ~/`x`.jsonl");
    List<ReadOnlyCommand> all =
        List.of(
            new ListProcesses(new TreeSet<>(List.of(0, 1001))),
            new ReadProcessFiles(List.of(new ProcFile(3, ProcFile.Entry.CMDLINE))),
            new ReadBootTime(),
            new ReadAccounts(),
            new ReadWorkingFolder(9),
            new ListFiles(path, ".jsonl", 3),
            new DescribeFile(path),
            new TailFile(path, 10, 20),
            new ReadOnlyCommand.ListPanes(path),
            new ReadOnlyCommand.CapturePane(path, "%0"));

    assertThat(all).hasSameSizeAs(ReadOnlyCommand.class.getPermittedSubclasses());
    for (ReadOnlyCommand command : all) {
      List<String> arguments = command.arguments();
      assertThat(PROGRAMS).contains(arguments.getFirst());
      assertThat(arguments).doesNotContain("-delete", "-fprint", "-ok", "sh", "-f");
      assertThat(command.limit()).isPositive();
      int exec = arguments.indexOf("-exec");
      assertThat(exec < 0 || arguments.get(exec + 1).equals("stat")).isTrue();
    }
  }

  @Test
  void theUsersAreNumbersAndNothingElse() {
    assertThat(new ListProcesses(new TreeSet<>(List.of(0, 1001))).arguments())
        .containsExactly(
            "find",
            "/proc",
            "-maxdepth",
            "1",
            "-type",
            "d",
            "-name",
            "[0-9]*",
            "(",
            "-user",
            "0",
            "-o",
            "-user",
            "1001",
            ")",
            "-print0");
  }

  @Test
  void aPathIsOneArgumentWhateverStandsInIt() {
    InnerPath path = InnerPath.of(ROOT, "/home/u/a b; rm -rf '\"$HOME\"' | tee x");

    assertThat(new TailFile(path, 5, 10).arguments())
        .containsExactly("tail", "-c", "+6", "/proc/7/root/home/u/a b; rm -rf '\"$HOME\"' | tee x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "relative",
        "-exec",
        "/a/../../etc/shadow",
        "/..",
        "/a/..",
        "/a/./b",
        "/a\nb",
        "/a\0b",
        "/a\u001bb"
      })
  void pathsThatClimbOrAreNoneAreRefused(String path) {
    assertThatThrownBy(() -> InnerPath.of(ROOT, path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tmuxIsOnlyAskedToReadAndStartsNothing() {
    InnerPath socket = InnerPath.of(ROOT, "/tmp/tmux-1/default");

    assertThat(new ReadOnlyCommand.CapturePane(socket, "%12").arguments())
        .containsExactly(
            "tmux",
            "-u",
            "-S",
            "/proc/7/root/tmp/tmux-1/default",
            "capture-pane",
            "-p",
            "-J",
            "-S",
            "-",
            "-t",
            "%12");
    assertThatThrownBy(() -> new ReadOnlyCommand.CapturePane(socket, "%1 ; kill-server"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReadOnlyCommand.CapturePane(socket, ";"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "[a]", " -o -exec", "/", "\\", "a\n"})
  void endingsAreNoPatterns(String ending) {
    assertThatThrownBy(() -> new ListFiles(InnerPath.of(ROOT, "/a"), ending, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alpine;rm", "--privileged", "a b", "$(id)", "", "a:b:c d", "-v/:/host", "a\nb"})
  void imagesThatAreNoneAreRefused(String image) {
    assertThatThrownBy(() -> new HelperSettings(image, Duration.ofSeconds(10)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alpine:latest", "reg.example:5000/team/helper:1.2", "debian", "a/b@sha256:00ff"})
  void imagesAreNamedAsDockerNamesThem(String image) {
    assertThat(new HelperSettings(image, Duration.ofSeconds(10)).image()).isEqualTo(image);
  }
}
