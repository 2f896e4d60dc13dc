package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.gate.testing.Archive;
import dev.cofferdam.gate.testing.Caller;
import dev.cofferdam.gate.testing.TestEngine;
import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives of images through a gate, into a real engine. */
@Tag("engine")
@Timeout(120)
class RealLoadCheckTest {
  private static final Map<String, String> POLICIES =
      Map.of("alice", "preset: develop", "bob", "preset: develop");

  @TempDir private Path folder;
  private TestGate gate;
  private Caller engine;

  @BeforeEach
  void start() throws IOException {
    gate = TestGate.start(folder, TestEngine.address(), POLICIES);
    engine = Caller.ofEngine();
  }

  @AfterEach
  void stop() throws IOException {
    for (String name : new String[] {"chk-host:1", "chk-own:1", "chk-own:2"}) {
      engine.delete("/images/" + name + "?force=1");
    }
    engine.close();
    gate.close();
  }

  /** An image of one file, whose content makes its id. */
  private static Archive image(String content, String tag, String config) {
    byte[] layer = new Archive().file("f", content).tar();
    String json =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":%s,\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:%s\"]}}"
            .formatted(config, sha256(layer));
    String manifest =
        "[{\"Config\":\"c.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"l/layer.tar\"]}]"
            .formatted(tag);
    return new Archive()
        .file("l/layer.tar", layer)
        .file("c.json", json)
        .file("manifest.json", manifest);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Caller.Answer load(String principal, byte[] archive) throws IOException {
    try (Caller caller = Caller.of(gate, principal)) {
      return caller.postArchive("/images/load", Map.of(), archive);
    }
  }

  private int remove(String principal, String name) throws IOException {
    try (Caller caller = Caller.of(gate, principal)) {
      return caller.delete("/images/" + name).status();
    }
  }

  @Test
  void aTagOfTheHostIsNotOverwritten() throws IOException {
    byte[] before = image("host", "chk-host:1", "{}").tar();
    assertThat(engine.postArchive("/images/load", Map.of(), before).text()).contains("Loaded");
    String id = engine.lookups().inspectImage("chk-host:1").orElseThrow().id();
    for (byte[] body :
        new byte[][] {
          image("evil", "chk-host:1", "{}").tar(),
          image("evil", "chk-host:1", "{}").open(),
          image("evil", "chk-host:1", "{}").gzip()
        }) {
      Caller.Answer answer = load("alice", body);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).contains("image.foreign");
    }
    assertThat(engine.lookups().inspectImage("chk-host:1").orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void whatIsLoadedBelongsToItsLoaderAlsoAfterARestart() throws IOException {
    assertThat(load("alice", image("one", "chk-own:1", "{}").tar()).text()).contains("Loaded");
    gate.close();
    gate = TestGate.start(folder, TestEngine.address(), POLICIES);
    assertThat(load("bob", image("two", "chk-own:1", "{}").tar()).status()).isEqualTo(403);
    assertThat(remove("bob", "chk-own:1")).isEqualTo(404);
    assertThat(load("alice", image("three", "chk-own:1", "{}").gzip()).text()).contains("Loaded");
    String id = engine.lookups().inspectImage("chk-own:1").orElseThrow().id();
    assertThat(remove("bob", id)).isEqualTo(404);
    assertThat(remove("alice", id)).isEqualTo(200);
    assertThat(engine.hasImage("chk-own:1")).isFalse();
  }

  @Test
  void aTagThatIsGoneBelongsToWhoeverLoadsItNext() throws IOException {
    assertThat(load("alice", image("one", "chk-own:1", "{}").tar()).text()).contains("Loaded");
    engine.delete("/images/chk-own:1");
    assertThat(load("bob", image("one", "chk-own:1", "{}").tar()).text()).contains("Loaded");
    assertThat(remove("alice", "chk-own:1")).isEqualTo(404);
    assertThat(remove("bob", "chk-own:1")).isEqualTo(200);
  }

  @Test
  void anotherOwnersLabelIsRefused() throws IOException {
    String spoof = "{\"Labels\":{\"dev.cofferdam.image-owner\":\"bob\"}}";
    Caller.Answer answer = load("alice", image("x", "chk-own:2", spoof).tar());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("labels.reserved");
    assertThat(engine.hasImage("chk-own:2")).isFalse();
    assertThat(load("bob", image("x", "chk-own:2", spoof).tar()).text()).contains("Loaded");
  }

  @Test
  void aTriggerThatFetchesIsRefused() throws IOException {
    String config = "{\"OnBuild\":[\"ADD http://127.0.0.1:1/ /x\"]}";
    Caller.Answer answer = load("alice", image("x", "chk-own:2", config).tar());
    assertThat(answer.text()).contains("build.on-build");
    assertThat(engine.hasImage("chk-own:2")).isFalse();
  }

  @Test
  void aTagOfTheHostsImageMakesOnlyTheTagOnesOwn() throws IOException {
    byte[] host = image("host", "chk-host:1", "{}").tar();
    engine.postArchive("/images/load", Map.of(), host);
    try (Caller alice = Caller.of(gate, "alice")) {
      Map<String, String> query = Map.of("repo", "chk-own", "tag", "1");
      assertThat(alice.post("/images/chk-host:1/tag", query).status()).isEqualTo(201);
      assertThat(alice.delete("/images/chk-host:1").status()).isEqualTo(403);
      assertThat(alice.delete("/images/chk-own:1").status()).isEqualTo(200);
    }
    assertThat(engine.hasImage("chk-host:1")).isTrue();
  }

  @Test
  void anArchiveThatCannotBeReadIsRefused() throws IOException {
    Caller.Answer answer = load("alice", new Archive().file("f", "x").tar());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("image.archive");
  }
}
