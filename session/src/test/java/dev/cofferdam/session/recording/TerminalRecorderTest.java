package dev.cofferdam.session.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.session.terminal.LocalStreams.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TerminalRecorderTest {
  private static final Size SIZE = new Size(100, 30);
  private static final Instant BEGAN = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir private Path folder = Path.of("/nonexistent");

  @Test
  void theFileIsAnAsciicastThatOnlyItsUserCanRead() throws IOException {
    try (TerminalRecorder recorder = recorder(1 << 20)) {
      show(recorder, "Hällo\r\n");
      recorder.resized(SIZE);
      recorder.resized(new Size(80, 24));
      show(recorder, "\u001b[31mrot");
    }

    Path file = files().getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("recordings"))))
        .isEqualTo("rwx------");
    List<JsonNode> lines = lines(file);
    assertThat(lines.getFirst().toString())
        .isEqualTo(
            "{\"version\":2,\"width\":100,\"height\":30,\"timestamp\":1795694400,\"title\":\"/shop\"}");
    assertThat(lines.subList(1, lines.size()))
        .extracting(event -> event.path(1).asString() + event.path(2).asString())
        .containsExactly("oHällo\r\n", "r80x24", "o\u001b[31mrot");
    assertThat(lines.subList(1, lines.size()))
        .extracting(event -> event.path(0).asDouble())
        .isSorted();
  }

  @Test
  void aCharacterThatComesInTwoPiecesIsWhole() throws IOException {
    byte[] whale = "🐋".getBytes(StandardCharsets.UTF_8);
    try (TerminalRecorder recorder = recorder(1 << 20)) {
      recorder.output(whale, 0, 1);
      recorder.output(whale, 1, 2);
      recorder.output(whale, 3, 1);
      recorder.output(new byte[] {(byte) 0xff, 'x'}, 0, 2);
      recorder.output("ä".repeat(40_000).getBytes(StandardCharsets.UTF_8), 0, 80_000);
    }

    assertThat(output(files().getFirst())).isEqualTo("🐋\ufffdx" + "ä".repeat(40_000));
  }

  @Test
  void aFileThatIsFullIsFollowedByTheNextAndOnlyTheNewestAreKept() throws IOException {
    try (TerminalRecorder recorder = recorder(200)) {
      for (int i = 0; i < 100; i++) {
        show(recorder, "line " + i + " " + "x".repeat(200));
      }
      assertThat(recorder.problem()).isEmpty();
    }

    List<Path> files = files();
    assertThat(files).hasSize(16);
    assertThat(output(files.getLast())).startsWith("line 99 ");
    assertThat(output(files.getFirst())).startsWith("line 84 ");
  }

  @Test
  void aRecordingThatCannotBeWrittenSaysWhyAndHoldsNothingUp() throws IOException {
    Files.writeString(folder.resolve("recordings"), "no folder");
    try (TerminalRecorder recorder = recorder(1 << 20)) {
      show(recorder, "goes on");

      assertThat(recorder.problem()).get().asString().contains("recordings");
    }
  }

  private TerminalRecorder recorder(long most) {
    AtomicLong seconds = new AtomicLong();
    InstantSource ticking = () -> BEGAN.plus(Duration.ofSeconds(seconds.getAndIncrement() / 2));
    return TerminalRecorder.begin(
        folder.resolve("recordings"), "/shop", ticking.withZone(ZoneOffset.UTC), most, SIZE);
  }

  private static void show(TerminalRecorder recorder, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    recorder.output(bytes, 0, bytes.length);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("recordings"))) {
      return all.sorted().toList();
    }
  }

  private static String output(Path file) throws IOException {
    StringBuilder output = new StringBuilder();
    lines(file).stream().skip(1).forEach(event -> output.append(event.path(2).asString()));
    return output.toString();
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    return Files.readAllLines(file).stream().map(json::readTree).toList();
  }
}
