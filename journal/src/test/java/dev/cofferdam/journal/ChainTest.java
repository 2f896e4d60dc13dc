package dev.cofferdam.journal;

import static dev.cofferdam.journal.Journals.SMALL_SEGMENTS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
  @TempDir private Path dir;
  private List<Path> segments = List.of();

  @BeforeEach
  void writeAJournalOfSeveralSegments() throws Exception {
    Journals.write(dir, 60, SMALL_SEGMENTS);
    try (Stream<Path> files = Files.list(dir)) {
      segments = files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    assertThat(segments).hasSizeGreaterThan(3);
  }

  @Test
  void anUntouchedJournalIsSound() throws Exception {
    Verification.Sound sound = Journals.sound(dir);
    assertThat(sound.entries()).isEqualTo(60);
    assertThat(sound.firstSeq()).isEqualTo(1);
    assertThat(sound.segments()).isEqualTo(segments.size());
    assertThat(sound.tornBytes()).isZero();
  }

  @Test
  void aRemovedLineIsFoundAndNamed() throws Exception {
    List<String> lines = new ArrayList<>(read(segments.get(1)));
    long seq = new JournalLine(2, 3, lines.remove(2)).seq();
    write(segments.get(1), lines);
    Verification.Broken broken = Journals.broken(dir);
    assertThat(broken.segment()).isEqualTo(2);
    assertThat(broken.line()).isEqualTo(3);
    assertThat(broken.what()).contains("entries " + seq + " to " + seq + " are missing");
  }

  @Test
  void aChangedVerdictIsFoundAndNamed() throws Exception {
    List<String> lines = new ArrayList<>(read(segments.get(0)));
    lines.set(1, lines.get(1).replace("\"deny\"", "\"forward\""));
    write(segments.get(0), lines);
    Verification.Broken broken = Journals.broken(dir);
    assertThat(broken.segment()).isEqualTo(1);
    assertThat(broken.line()).isEqualTo(2);
  }

  @Test
  void linesMissingAtTheEndAreFoundByTheAnchor() throws Exception {
    List<String> lines = read(segments.getLast());
    write(segments.getLast(), lines.subList(0, lines.size() - 1));
    assertThat(Journals.broken(dir).what()).contains("missing at the end");
  }

  @Test
  void aMissingAnchorIsFound() throws Exception {
    Files.delete(dir.resolve("HEAD"));
    assertThat(Journals.broken(dir).what()).contains("HEAD is missing");
  }

  @Test
  void aDamagedAnchorIsFound() throws Exception {
    Files.writeString(dir.resolve("HEAD"), "{}");
    assertThat(Journals.broken(dir).what()).contains("HEAD is damaged");
  }

  @Test
  void aMissingSegmentIsFoundWhereverItStood() throws Exception {
    for (Path segment : segments) {
      byte[] content = Files.readAllBytes(segment);
      Files.delete(segment);
      Journals.broken(dir);
      Files.write(segment, content);
    }
    Journals.sound(dir);
  }

  @Test
  void aChainComputedAnewIsFoundByANotedHashOnly() throws Exception {
    String noted = Journals.sound(dir).head();
    Path forged = dir.resolve("forged");
    Journals.write(forged, 60, SMALL_SEGMENTS);
    assertThat(Verifier.verify(forged, null)).isInstanceOf(Verification.Sound.class);
    assertThat(Verifier.verify(forged, noted)).isInstanceOf(Verification.Broken.class);
    Journals.write(dir, 5, SMALL_SEGMENTS);
    assertThat(Verifier.verify(dir, noted)).isInstanceOf(Verification.Sound.class);
    assertThatThrownBy(() -> Verifier.verify(dir, "abc"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyMutationIsFound() throws Exception {
    SplittableRandom random = new SplittableRandom(4711);
    for (int round = 0; round < 3000; round++) {
      Path file = segments.get(random.nextInt(segments.size()));
      byte[] before = Files.readAllBytes(file);
      byte[] after = mutate(before, random);
      if (Arrays.equals(before, after)) {
        continue;
      }
      Files.write(file, after);
      Verification result = Verifier.verify(dir, null);
      boolean found =
          switch (result) {
            case Verification.Broken _ -> true;
            case Verification.Sound sound -> sound.tornBytes() > 0;
          };
      assertThat(found).as("round %d, %s: %s", round, file.getFileName(), result).isTrue();
      Files.write(file, before);
    }
    Journals.sound(dir);
  }

  @Test
  void linesSwappedBetweenSegmentsAreFound() throws Exception {
    List<String> one = new ArrayList<>(read(segments.get(0)));
    List<String> two = new ArrayList<>(read(segments.get(1)));
    String moved = one.set(2, two.get(2));
    two.set(2, moved);
    write(segments.get(0), one);
    write(segments.get(1), two);
    assertThat(Journals.broken(dir).segment()).isEqualTo(1);
  }

  private static byte[] mutate(byte[] content, SplittableRandom random) {
    List<String> lines = new ArrayList<>(List.of(new String(content, ISO_8859_1).split("\n", -1)));
    lines.removeLast();
    int line = random.nextInt(lines.size());
    switch (random.nextInt(8)) {
      case 0 -> lines.remove(line);
      case 1 -> Collections.swap(lines, line, random.nextInt(lines.size()));
      case 2 -> lines.add(random.nextInt(lines.size() + 1), lines.get(line));
      case 3 -> lines.add(line, "{\"seq\":" + random.nextInt(70) + ",\"kind\":\"event\"}");
      case 4 -> lines.add(line, "");
      case 5 -> {
        byte[] changed = content.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        return changed;
      }
      case 6 -> {
        return Arrays.copyOf(content, random.nextInt(content.length));
      }
      default -> {
        int at = random.nextInt(content.length + 1);
        byte[] longer = new byte[content.length + 1];
        System.arraycopy(content, 0, longer, 0, at);
        longer[at] = (byte) random.nextInt(256);
        System.arraycopy(content, at, longer, at + 1, content.length - at);
        return longer;
      }
    }
    return (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(ISO_8859_1);
  }

  private static List<String> read(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
