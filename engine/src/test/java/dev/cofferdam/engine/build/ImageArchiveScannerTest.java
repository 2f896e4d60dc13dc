package dev.cofferdam.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageArchiveScannerTest {
  private static final String CONFIG =
      "{\"config\":{\"Labels\":{\"a\":\"b\"},\"OnBuild\":[\"RUN x\"]}}";
  private static final String MANIFEST =
      "[{\"Config\":\"c.json\",\"RepoTags\":[\"one:1\",\"two:2\"],\"Layers\":[\"l/layer.tar\"]}]";

  private static Tar images() {
    return new Tar().file("l/layer.tar", "x".repeat(3000)).file("c.json", CONFIG);
  }

  private static ImageArchive read(byte[] tar) throws ContextException {
    try (ImageArchiveScanner scanner = new ImageArchiveScanner()) {
      for (int at = 0; at < tar.length; at += 700) {
        scanner.feed(tar, at, Math.min(700, tar.length - at));
      }
      scanner.finish();
      return scanner.images();
    }
  }

  @Test
  void findsWhatAnArchiveOfDockerSaveHolds() throws ContextException {
    ImageArchive found = read(images().file("manifest.json", MANIFEST).end());
    assertThat(found.tags()).containsExactly("one:1", "two:2");
    assertThat(found.labels()).containsExactly(new ImageArchive.Label("a", "b"));
    assertThat(found.triggers()).containsExactly("RUN x");
  }

  @Test
  void holdsBackTheEndMarker() throws ContextException {
    byte[] open = images().file("manifest.json", MANIFEST).open();
    byte[] tar = images().file("manifest.json", MANIFEST).end();
    try (ImageArchiveScanner scanner = new ImageArchiveScanner()) {
      assertThat(scanner.feed(tar, 0, tar.length)).isEqualTo(open.length);
      assertThat(scanner.ended()).isTrue();
    }
  }

  @Test
  void looksIntoGzip() throws Exception {
    assertThat(read(gzip(images().file("manifest.json", MANIFEST).end())).tags())
        .containsExactly("one:1", "two:2");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void countsEveryVersionOfAManifest() throws ContextException {
    String other =
        "[{\"Config\":\"./c.json\",\"repoTagſ\":[\"three:3\"],\"REPOTAGS\":[\"four:4\"]}]";
    byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(
            read(images().file("./manifest.json", latin).file("manifest.json", MANIFEST).end())
                .tags())
        .containsExactlyInAnyOrder("one:1", "two:2", "three:3", "four:4");
  }

  @Test
  void findsLabelsHoweverSpelledAndRepeated() throws ContextException {
    String config =
        "{\"CONFIG\":{\"LABELS\":{\"x\":\"1\"}},\"config\":{\"labels\":{\"x\":\"2\",\"x\":null}}}";
    Tar tar = new Tar().file("c.json", config).file("manifest.json", MANIFEST);
    assertThat(read(tar.end()).labels())
        .containsExactly(
            new ImageArchive.Label("x", "1"),
            new ImageArchive.Label("x", "2"),
            new ImageArchive.Label("x", ""));
  }

  @Test
  void readsTheNamesOfAnOciLayout() throws ContextException {
    String digest = "a".repeat(64);
    String index =
        "{\"manifests\":[{\"digest\":\"sha256:%s\",\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/full:V1\",\"org.opencontainers.image.ref.name\":\"V1\"}},{\"annotations\":{\"org.opencontainers.image.ref.name\":\"short:2\"}}]}"
            .formatted(digest);
    Tar tar = new Tar().file("blobs/sha256/" + digest, CONFIG).file("index.json", index);
    ImageArchive found = read(tar.end());
    assertThat(found.tags()).containsExactly("docker.io/library/full:V1", "short:2");
    assertThat(found.labels()).hasSize(1);
  }

  @Test
  void countsShortNamesWhereAnEmptyFullNameCouldUncoverThem() throws ContextException {
    String index =
        "{\"manifests\":[{\"annotations\":{\"io.containerd.image.name\":\"a:1\",\"org.opencontainers.image.ref.name\":\"evil:1\"},\"annotations\":{\"io.containerd.image.name\":\"\"}}]}";
    assertThat(read(new Tar().file("index.json", index).end()).tags()).contains("evil:1");
  }

  @Test
  void readsTheRepositoriesOfOldArchives() throws ContextException {
    Tar tar = new Tar().file("1/json", CONFIG).file("repositories", "{\"old\":{\"1\":\"x\"}}");
    assertThat(read(tar.end()).tags()).isEqualTo(List.of("old:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"manifest.json", "repositories", "index.json", "./manifest.json", "c.json"})
  void refusesALinkInPlaceOfADescription(String name) {
    Tar tar = images().link(name, '2', "elsewhere");
    if (!name.equals("./manifest.json") && !name.equals("manifest.json")) {
      tar.file("manifest.json", MANIFEST);
    }
    assertThatThrownBy(() -> read(tar.end())).hasMessageContaining("link");
  }

  @Test
  void refusesAConfigurationBeneathALinkThatCameLater() {
    String manifest = "[{\"Config\":\"d/c.json\"}]";
    Tar tar =
        new Tar().file("d/c.json", CONFIG).file("manifest.json", manifest).link("d", '2', "e");
    assertThatThrownBy(() -> read(tar.end())).hasMessageContaining("is a link");
  }

  @Test
  void refusesAConfigurationThatIsTooBigToRead() {
    String big = "{\"a\":\"" + "x".repeat(300_000) + "\"}";
    Tar tar = new Tar().file("c.json", big).file("manifest.json", MANIFEST);
    assertThatThrownBy(() -> read(tar.end())).hasMessageContaining("256 KiB");
  }

  @Test
  void refusesABlobThatIsAManifestButTooBigToRead() {
    String digest = "b".repeat(64);
    String big = "{\"a\":\"" + "x".repeat(300_000) + "\"}";
    String index = "{\"Manifests\":[{\"Digest\":\"sha256:" + digest + "\"}]}";
    Tar tar = new Tar().file("blobs/sha256/" + digest, big).file("index.json", index);
    assertThatThrownBy(() -> read(tar.end())).hasMessageContaining("256 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../c.json", "/c.json", "a/../../c.json"})
  void refusesNamesThatLeaveTheArchive(String name) {
    assertThatThrownBy(() -> read(images().file(name, "{}").file("manifest.json", MANIFEST).end()))
        .isInstanceOf(ContextException.class);
  }

  @Test
  void refusesWhatHoldsNoImages() {
    assertThatThrownBy(() -> read(new Tar().file("etc/passwd", "root").end()))
        .hasMessageContaining("manifest.json");
  }

  @Test
  void refusesAManifestThatIsNoJson() {
    assertThatThrownBy(() -> read(images().file("manifest.json", "[{]").end()))
        .hasMessageContaining("not JSON");
  }

  @Test
  void refusesMoreDescriptionsThanMemoryIsMeantFor() {
    Tar tar = new Tar();
    for (int i = 0; i < 40; i++) {
      tar.file("f" + i, "{\"a\":\"" + "x".repeat(250_000) + "\"}");
    }
    assertThatThrownBy(() -> read(tar.end())).hasMessageContaining("8 MiB");
  }
}
