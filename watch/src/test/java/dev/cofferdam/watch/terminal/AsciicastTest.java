package dev.cofferdam.watch.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.terminal.Recording.Event;
import dev.cofferdam.watch.terminal.Recording.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciicastTest {
  @Test
  void versionTwoCountsFromTheStart() throws IOException {
    Recording read =
        read(
            """
            {"version":2,"width":100,"height":50,"timestamp":1700000000,"title":"t"}
            [0.5, "o", "a\\r\\n"]
            [1.5, "i", "x"]
            [2, "o", "ü"]
            """);

    assertThat(read.columns()).isEqualTo(100);
    assertThat(read.started()).contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(read.output()).isEqualTo("a\r\nü");
    assertThat(read.events()).extracting(Event::at).last().isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void versionThreeCountsFromTheEventBeforeAndHasComments() throws IOException {
    Recording read =
        read(
            """
            {"version":3,"term":{"cols":80,"rows":25},"command":"sh"}
            # a comment
            [0.5, "o", "a"]
            [0.25, "?", "of a later version"]
            [0.25, "r", "90x30"]
            [1, "x", "0"]
            """);

    assertThat(read.command()).isEqualTo("sh");
    assertThat(read.events())
        .containsExactly(
            new Event(Duration.ofMillis(500), Kind.OUTPUT, "a"),
            new Event(Duration.ofSeconds(1), Kind.RESIZE, "90x30"),
            new Event(Duration.ofSeconds(2), Kind.EXIT, "0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whatIsWrittenReadsBackTheSame(int version) throws IOException {
    Recording recording =
        new Recording(
            version,
            120,
            40,
            Optional.of(Instant.ofEpochSecond(5)),
            "ti\"tle",
            "claude",
            List.of(
                new Event(Duration.ofMillis(1), Kind.OUTPUT, "\u001b[1mä\u2028🐋\n"),
                new Event(Duration.ofMillis(1500), Kind.INPUT, "x"),
                new Event(Duration.ofMillis(1500), Kind.MARKER, "")));
    StringBuilder text = new StringBuilder();
    Asciicast.write(recording, text);

    assertThat(read(text.toString())).isEqualTo(recording);
  }

  @Test
  void aRecorderThatWasKilledLeavesALastLineThatIsCutOff() throws IOException {
    assertThat(
            read("{\"version\":2,\"width\":1,\"height\":1}\n[1,\"o\",\"a\"]\n[2,\"o\",\"b")
                .output())
        .isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "{\"version\":1}",
        "{\"version\":2}\n{}\n",
        "{\"version\":2}\n[-1,\"o\",\"\"]",
        "{\"version\":2}\n[1e300,\"o\",\"\"]",
        "{\"version\":2}\nnonsense\n[1,\"o\",\"\"]",
        "{\"version\":2}\n[1,\"o\",7]"
      })
  void whatIsNoneIsRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line ");
  }

  private static Recording read(String text) throws IOException {
    return Asciicast.read(new BufferedReader(new StringReader(text)));
  }
}
