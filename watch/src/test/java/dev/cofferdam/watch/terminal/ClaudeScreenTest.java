package dev.cofferdam.watch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClaudeScreenTest {
  @Test
  void aPaneOfTheRealAgentIsRead() throws IOException {
    List<ScreenExchange> read = ClaudeScreen.read(PlainText.lines(pane()));

    assertThat(read).hasSize(2);
    assertThat(read.get(0).prompt()).isEqualTo("Explain the harbour LISTFILES");
    assertThat(read.get(0).answer())
        .isEqualTo(
            """
            I will list the files.

            Mock answer 4: the tide is turning.

            System.out.println("harbour");
            Done with a résumé ✓.\
            """);
    assertThat(read.get(0).ended()).isTrue();
    assertThat(read.get(1).prompt()).isEqualTo("Second question: why?");
    assertThat(read.get(1).answer()).startsWith("Mock answer 6");
    assertThat(read.get(1).ended()).isTrue();
  }

  @Test
  void whatIsBeingTypedIsNotAskedYet() {
    assertThat(
            read(
                """
                ❯ asked

                ● yes

                ────────────────────────────
                ❯ not asked yet
                ────────────────────────────
                  ? for shortcuts\
                """))
        .containsExactly(new ScreenExchange("asked", "yes", List.of(), false));
  }

  @Test
  void promptsAndAnswersGoOnInIndentedLinesAndToolsAreNoted() {
    assertThat(
            read(
                """
                > first line
                  second: — ü

                ⏺ Bash(ls -la)
                  ⎿  total 3
                     a  b

                ⏺ There are two.

                  code()

                ✻ Brewed for 3s

                > next\
                """))
        .containsExactly(
            new ScreenExchange(
                "first line\nsecond: — ü", "There are two.\n\ncode()", List.of("Bash"), true),
            new ScreenExchange("next", "", List.of(), false));
  }

  @Test
  void otherProgramsShowNoExchanges() {
    assertThat(read("$ ls\n> not\nfoo  bar\n")).hasSize(1);
    assertThat(read("$ ls\nfoo  bar\n\n--- a\n+++ b")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void escapeSequencesOfEveryKindAreNoText() {
    assertThat(
            PlainText.of(
                "a\u001b[1;38;5;9mb\u001b]0;title\u0007c\u001b]8;;http://x\u001b\\d\u001b(Be\u001b=f\u001bPq\u001b\\g\u009bh"))
        .isEqualTo("abcdefgh");
    assertThat(PlainText.of("x\u001b[")).isEqualTo("x");
    assertThat(PlainText.of("x\u001b")).isEqualTo("x");
    assertThat(PlainText.of("x\u001b]never ended\ny")).isEqualTo("x\ny");
  }

  @Test
  void noTextWhateverMakesItFailOrLeavesEscapes() {
    Random random = new Random(5);
    String parts = "\u001b[]P\\;m0 ❯●⎿✻>\n──────────────────────\u0007ab \ud83d";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(300); k > 0; k--) {
        text.append(parts.charAt(random.nextInt(parts.length())));
      }
      List<String> lines = PlainText.lines(text.toString());
      assertThat(String.join("", lines)).doesNotContain("\u001b", "\u0007");
      assertThat(ClaudeScreen.read(lines)).allSatisfy(e -> assertThat(e.prompt()).isNotEmpty());
    }
  }

  @Test
  void whatTheTranscriptHasIsNotMissingHoweverTheScreenBreaksLines() {
    ScreenExchange wrapped = new ScreenExchange("a long\nprompt", "x", List.of(), true);
    ScreenExchange other = new ScreenExchange("other", "y", List.of(), true);

    assertThat(
            Joining.missing(
                List.of(wrapped, other, wrapped), List.of("a long prompt"), text -> text))
        .containsExactly(other, wrapped);
  }

  private static List<ScreenExchange> read(String screen) {
    return ClaudeScreen.read(PlainText.lines(screen));
  }

  private static String pane() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ClaudeScreenTest.class.getResourceAsStream("claude-pane.ansi"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
