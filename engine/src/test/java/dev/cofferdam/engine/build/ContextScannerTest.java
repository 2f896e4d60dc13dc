package dev.cofferdam.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextScannerTest {
  private static final String GOOD = "FROM scratch\n";

  private static String scan(String path, byte[] body, int slice) throws ContextException {
    try (ContextScanner scanner = new ContextScanner(path)) {
      for (int at = 0; at < body.length; at += slice) {
        scanner.feed(body, at, Math.min(slice, body.length - at));
      }
      scanner.finish();
      return new String(scanner.dockerfile(), StandardCharsets.UTF_8);
    }
  }

  private static String scan(byte[] body) throws ContextException {
    return scan("", body, 1 << 20);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void theDockerfileIsFoundAsTheEngineFindsIt() throws ContextException {
    assertThat(scan(new Tar().file("Dockerfile", GOOD).end())).isEqualTo(GOOD);
    assertThat(scan(new Tar().file("./Dockerfile", GOOD).file("x", "y").end())).isEqualTo(GOOD);
    assertThat(scan(new Tar().file("/Dockerfile", GOOD).end())).isEqualTo(GOOD);
    assertThat(scan(new Tar().file("dockerfile", GOOD).end())).isEqualTo(GOOD);
    assertThat(scan(new Tar().file("dockerfile", "no").file("Dockerfile", GOOD).end()))
        .isEqualTo(GOOD);
    assertThat(scan("a//./b", new Tar().entry("a/", '5', "").file("a/b", GOOD).end(), 100))
        .isEqualTo(GOOD);
    assertThat(scan(new Tar().file("Dockerfile", GOOD).open())).isEqualTo(GOOD);
  }

  /** {@code docker build -f -} puts its Dockerfile last and does not fill the block up. */
  @Test
  void theLastEntryNeedNotBeFilledUp() throws ContextException {
    byte[] filled = new Tar().file("x", "y").file("Dockerfile", GOOD).open();
    int unfilled = filled.length - 512 + GOOD.length();
    for (int length : new int[] {unfilled, unfilled + 1, filled.length - 1}) {
      assertThat(scan("", Arrays.copyOf(filled, length), 100)).isEqualTo(GOOD);
    }
    byte[] cut = Arrays.copyOf(filled, unfilled - 1);
    assertThatThrownBy(() -> scan(cut)).isInstanceOf(ContextException.class);
    byte[] pending = good().entry("@", 'L', "x\0").open();
    byte[] nameless = Arrays.copyOf(pending, pending.length - 1);
    assertThatThrownBy(() -> scan(nameless)).isInstanceOf(ContextException.class);
  }

  @Test
  void theLastOfSeveralDockerfilesCounts() throws ContextException {
    byte[] twice =
        new Tar().file("Dockerfile", "first").file("x", "").file("./Dockerfile", GOOD).end();
    assertThat(scan(twice)).isEqualTo(GOOD);
  }

  @Test
  void longNamesOfEveryKindAreRead() throws ContextException {
    String deep = "d".repeat(90) + "/" + "e".repeat(90);
    String path = deep + "/Dockerfile";
    byte[] prefixed = Tar.header("Dockerfile", '0', GOOD.length());
    Tar.put(prefixed, 345, "d".repeat(90));
    assertThat(
            scan(
                "d".repeat(90) + "/Dockerfile",
                new Tar().raw(Tar.sum(prefixed)).data(GOOD).end(),
                99))
        .isEqualTo(GOOD);
    assertThat(scan(path, new Tar().entry("@", 'L', path + "\0").file("short", GOOD).end(), 7))
        .isEqualTo(GOOD);
    assertThat(scan(path, new Tar().pax("path", path).file("short", GOOD).end(), 7))
        .isEqualTo(GOOD);
    assertThat(
            scan(
                new Tar()
                    .pax("size", "" + GOOD.length())
                    .raw(Tar.header("Dockerfile", '0', 0))
                    .data(GOOD)
                    .end()))
        .isEqualTo(GOOD);
    byte[] base256 = Tar.header("Dockerfile", '0', 0);
    Tar.put(base256, 124, "\u0080" + "\0".repeat(10) + (char) GOOD.length());
    assertThat(scan(new Tar().raw(Tar.sum(base256)).data(GOOD).end())).isEqualTo(GOOD);
    assertThat(scan(new Tar().entry("g", 'g', "11 a=bcdef\n").file("Dockerfile", GOOD).end()))
        .isEqualTo(GOOD);
  }

  private static Tar good() {
    return new Tar().file("Dockerfile", GOOD);
  }

  static List<byte[]> tricks() {
    byte[] negative = Tar.header("x", '0', 0);
    Tar.put(negative, 124, "\u00ff".repeat(12));
    byte[] star = Tar.header("x", '0', 0);
    Tar.put(star, 508, "tar\0");
    byte[] gnuPrefix = Tar.header("x", '0', 0);
    Tar.put(gnuPrefix, 257, "ustar  \0");
    Tar.put(gnuPrefix, 345, "hidden");
    byte[] badSum = Tar.header("x", '0', 0);
    badSum[0] = 'y';
    return List.of(
        new Tar().link("Dockerfile", '2', "other").file("other", GOOD).end(),
        new Tar().file("other", GOOD).link("Dockerfile", '1', "other").end(),
        good().link("dockerfile", '2', "x").end(),
        good().link("d", '2', ".").file("d/Dockerfile", "evil").end(),
        good().link("d", '2', ".").link("e", '1', "d").file("e/Dockerfile", "evil").end(),
        good().entry("Dockerfile", '5', "").end(),
        good().file("a/../Dockerfile", "evil").end(),
        good().file("../x", "evil").end(),
        good().file("x/..", "evil").end(),
        good().link(".", '2', "/").end(),
        good().link("null", '3', "").end(),
        good().link("null", '4', "").end(),
        good().link("pipe", '6', "").end(),
        good().entry("x", 'S', "").end(),
        good().entry("x", '7', "evil").end(),
        good().entry("x", 'V', "").end(),
        good().pax("GNU.sparse.major", "1").file("x", "").end(),
        good().pax("path", "Dockerfile").pax("path", "x").file("y", "").end(),
        good().entry("@", 'L', "x\0").pax("path", "Dockerfile").file("y", "").end(),
        good().entry("@", 'L', "x\0").end(),
        good().entry("@", 'L', "\0").file("y", "").end(),
        good().pax("size", "-1").file("y", "").end(),
        good().pax("path", "a\0b").file("y", "").end(),
        good().entry("p", 'x', "99 path=x\n").file("y", "").end(),
        good().entry("d", '5', "data").end(),
        good().entry("f/", '0', "data").end(),
        good().raw(Tar.sum(negative)).end(),
        good().raw(Tar.sum(star)).end(),
        good().raw(Tar.sum(gnuPrefix)).end(),
        good().raw(badSum).end(),
        good().raw(new byte[512]).file("Dockerfile", "evil").end(),
        good().raw(new byte[1024]).file("Dockerfile", "evil").end(),
        good().raw(Tar.header("x", '0', 10)).open(),
        good().raw(new byte[] {'x'}).open(),
        new Tar().file("Dockerfile", "x".repeat((1 << 20) + 1)).end(),
        new Tar().file("other", GOOD).end(),
        new Tar().end(),
        "FROM scratch\nADD http://127.0.0.1/ /\n".getBytes(StandardCharsets.UTF_8),
        "x".repeat(4096).getBytes(StandardCharsets.UTF_8),
        new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("tricks")
  void aTrickIsRefusedHoweverItIsSliced(byte[] body) {
    for (int slice : new int[] {1, 511, 512, 1 << 22}) {
      assertThatThrownBy(() -> scan("", body, slice)).isInstanceOf(ContextException.class);
    }
  }

  @Test
  void aFolderOfTheDockerfileIsNoLink() {
    byte[] body = new Tar().link("d", '2', "e").file("e/Dockerfile", GOOD).end();
    assertThatThrownBy(() -> scan("d/Dockerfile", body, 100)).isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> new ContextScanner("../Dockerfile"))
        .isInstanceOf(ContextException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BZh91AY", "\u00fd7zXZ\0\0", "(\u00b5/\u00fd....", "P*M\u0018...."})
  void otherCompressionsAreRefusedWithAHint(String start) {
    assertThatThrownBy(() -> scan((start + "x".repeat(2000)).getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("is compressed with")
        .hasMessageContaining("gzip");
  }

  @Test
  void gzipIsReadAlsoInSeveralMembers() throws Exception {
    byte[] plain = good().file("x", "y".repeat(100_000)).end();
    assertThat(scan("", gzip(plain), 1)).isEqualTo(GOOD);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(gzip(java.util.Arrays.copyOf(plain, 700)));
    members.writeBytes(gzip(java.util.Arrays.copyOfRange(plain, 700, plain.length)));
    assertThat(scan("", members.toByteArray(), 1000)).isEqualTo(GOOD);
    byte[] junk = java.util.Arrays.copyOf(gzip(plain), gzip(plain).length + 3);
    assertThatThrownBy(() -> scan(junk)).isInstanceOf(ContextException.class);
    assertThatThrownBy(() -> scan("", java.util.Arrays.copyOf(gzip(plain), 60), 1))
        .isInstanceOf(ContextException.class);
  }

  @Test
  void theEndMarkerIsNeverForwardedBeforeTheDecision() throws Exception {
    byte[] entries = good().file("x", "y".repeat(1000)).open();
    byte[] whole = java.util.Arrays.copyOf(entries, entries.length + 10_240);
    for (int slice : new int[] {1, 100, 512, 1 << 20}) {
      assertThat(forwardable(whole, slice)).isEqualTo(entries.length);
      assertThat(forwardable(gzip(whole), slice)).isLessThan(gzip(whole).length - 8);
    }
  }

  private static int forwardable(byte[] body, int slice) throws ContextException {
    try (ContextScanner scanner = new ContextScanner("")) {
      int forwarded = 0;
      for (int at = 0; at < body.length && !scanner.ended(); at += slice) {
        forwarded += scanner.feed(body, at, Math.min(slice, body.length - at));
      }
      assertThat(scanner.ended()).isTrue();
      assertThat(scanner.dockerfile()).asString().isEqualTo(GOOD);
      return forwarded;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=gnu", "--format=pax", "--format=ustar", "--format=v7", "-z"})
  void whatTarWritesIsRead(String option, @TempDir Path folder) throws Exception {
    Path context = Files.createDirectories(folder.resolve("context"));
    Path deep = Files.createDirectories(context.resolve("d".repeat(60)).resolve("e".repeat(25)));
    Files.writeString(context.resolve("Dockerfile"), GOOD);
    Files.writeString(deep.resolve("é"), "x".repeat(5000));
    Files.createSymbolicLink(context.resolve("link"), Path.of("nowhere"));
    Files.createLink(context.resolve("hard"), deep.resolve("é"));
    Process tar =
        new ProcessBuilder("tar", option, "-cf", "out.tar", "-C", "context", ".")
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    byte[] body = Files.readAllBytes(folder.resolve("out.tar"));
    for (int slice : new int[] {1, 777, 1 << 20}) {
      assertThat(scan("", body, slice)).isEqualTo(GOOD);
    }
  }

  @Test
  void mutationsAreReadTheSameHoweverSlicedOrRefused() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    List<byte[]> seeds = new ArrayList<>(tricks());
    seeds.add(good().end());
    seeds.add(gzip(good().link("d", '2', "x").pax("path", "y").file("z", "").end()));
    seeds.removeIf(s -> s.length == 0 || s.length > 100_000);
    for (int round = 0; round < 3000; round++) {
      byte[] body = seeds.get(random.nextInt(seeds.size())).clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(body.length);
        body[at] = (byte) random.nextInt(256);
        if (body.length > 512 && random.nextBoolean()) {
          // Mend a header's sum, so that more than sums is tried.
          int block = random.nextInt(body.length / 512) * 512;
          byte[] header = java.util.Arrays.copyOfRange(body, block, block + 512);
          System.arraycopy(Tar.sum(header), 0, body, block, 512);
        }
      }
      String whole = outcome(body, body.length);
      assertThat(outcome(body, random.nextInt(1, 700))).isEqualTo(whole);
    }
  }

  private static String outcome(byte[] body, int slice) {
    try {
      return "read " + scan("", body, slice);
    } catch (ContextException e) {
      return "refused";
    }
  }
}
