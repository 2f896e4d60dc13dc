package dev.cofferdam.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.catalogue.ApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("engine")
@Timeout(60)
class RealEngineTest {
  private static final String IMAGE = "coffer-client-test";
  private static final EngineClient CLIENT = new EngineClient(RealEngine.address());
  private static final EngineLookups LOOKUPS = CLIENT.lookups(Duration.ofSeconds(20));
  private static String container = "";

  @BeforeAll
  static void start() throws IOException {
    RealEngine.importBusybox(CLIENT, IMAGE, "LABEL made.by=test", "USER 7", "VOLUME /data");
    container =
        create(
            """
            {"Image":"coffer-client-test","Cmd":["/bin/sleep","600"],"Labels":{"coffer.t":"1"},
             "HostConfig":{"Memory":33554432,"NanoCpus":500000000,"PidsLimit":50,
               "Binds":["coffer-client-vol:/v"],
               "PortBindings":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"0"}]}}}\
            """);
    done(Request.post("/containers/" + container + "/start", Request.Content.NONE));
  }

  @AfterAll
  static void stop() throws IOException {
    done(Request.delete("/containers/" + container + "?force=1&v=1"));
    done(Request.delete("/volumes/coffer-client-vol?force=1"));
    done(Request.delete("/images/" + IMAGE));
    CLIENT.close();
  }

  private static String create(String json) throws IOException {
    try (Reply reply =
        CLIENT.send(Request.post("/containers/create", Request.Content.json(json)))) {
      String answer = new String(reply.readAll(10_000), StandardCharsets.UTF_8);
      assertThat(reply.status()).as(answer).isEqualTo(201);
      return Json.text(
          Json.parse(answer.getBytes(StandardCharsets.UTF_8))
              .path(answer.contains("\"Id\"") ? "Id" : "ID"));
    }
  }

  private static String exec(String json) throws IOException {
    try (Reply reply =
        CLIENT.send(
            Request.post("/containers/" + container + "/exec", Request.Content.json(json)))) {
      return Json.text(Json.parse(reply.readAll(10_000)).path("Id"));
    }
  }

  private static void done(Request request) throws IOException {
    try (Reply reply = CLIENT.send(request)) {
      byte[] answer = reply.readAll(10_000);
      assertThat(reply.status()).as(new String(answer, StandardCharsets.UTF_8)).isLessThan(300);
    }
  }

  @Test
  void theEngineSaysWhatItIs() throws IOException {
    Ping ping = LOOKUPS.ping();
    assertThat(ping.engine()).contains("/");
    assertThat(ping.os()).isEqualTo("linux");
    EngineVersion version = LOOKUPS.version();
    assertThat(version.apiVersion()).isEqualTo(ping.apiVersion());
    assertThat(version.components()).isNotEmpty();
    assertThat(LOOKUPS.info().serverVersion()).isEqualTo(version.version());
    assertThat(LOOKUPS.info().memory()).isPositive();
    assertThat(CLIENT.apiVersion().atLeast(ApiVersion.FLOOR)).isTrue();
  }

  @Test
  void aContainerIsFoundByIdNameAndPrefix() throws IOException {
    ContainerInfo found = LOOKUPS.inspectContainer(container.substring(0, 20)).orElseThrow();
    assertThat(found.id()).isEqualTo(container);
    assertThat(LOOKUPS.inspectContainer("/" + found.name())).contains(found);
    assertThat(found.running()).isTrue();
    assertThat(found.labels()).containsEntry("coffer.t", "1").containsEntry("made.by", "test");
    assertThat(found.limits()).isEqualTo(new ContainerInfo.Limits(33554432, 500000000, false, 50));
    assertThat(found.binds()).containsExactly("coffer-client-vol:/v");
    assertThat(found.ports())
        .containsExactly(new ContainerInfo.PublishedPort("80/tcp", "127.0.0.1", "0"));
    assertThat(found.mounts())
        .extracting(ContainerInfo.Mount::destination)
        .containsExactlyInAnyOrder("/v", "/data");
    String network = found.networks().get("bridge");
    assertThat(LOOKUPS.inspectNetwork("bridge"))
        .hasValueSatisfying(n -> {
          assertThat(n.id()).isEqualTo(network);
          assertThat(n.driver()).isEqualTo("bridge");
          assertThat(n.containers()).contains(container);
        });
    assertThat(LOOKUPS.listContainers("coffer.t=1"))
        .singleElement()
        .satisfies(c -> assertThat(c.id()).isEqualTo(container));
    assertThat(LOOKUPS.inspectContainer("nobody-of-this-name")).isEmpty();
  }

  @Test
  void imagesAndVolumesAreFound() throws IOException {
    ImageInfo image = LOOKUPS.inspectImage(IMAGE + ":latest").orElseThrow();
    assertThat(image.repoTags()).contains(IMAGE + ":latest");
    assertThat(image.labels()).containsEntry("made.by", "test");
    assertThat(image.user()).isEqualTo("7");
    assertThat(image.volumes()).containsExactly("/data");
    assertThat(LOOKUPS.inspectImage(image.id())).contains(image);
    assertThat(LOOKUPS.inspectImage("coffer-no/such:image")).isEmpty();
    VolumeInfo made = LOOKUPS.createVolume("coffer-client-made", Map.of("a", "b"));
    try {
      assertThat(made.labels()).containsEntry("a", "b");
      assertThat(LOOKUPS.inspectVolume("coffer-client-made")).contains(made);
    } finally {
      done(Request.delete("/volumes/coffer-client-made"));
    }
    assertThat(LOOKUPS.inspectVolume("coffer-client-made")).isEmpty();
  }

  @Test
  void aBeginningOfSeveralIdsIsAmbiguous() throws IOException {
    // Seventeen containers and sixteen hex digits: two of them begin alike.
    List<String> many = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 17; i++) {
        many.add(create("{\"Image\":\"coffer-client-test\",\"Cmd\":[\"/bin/sh\"]}"));
      }
      String twice =
          many.stream()
              .map(id -> id.substring(0, 1))
              .filter(p -> many.stream().filter(id -> id.startsWith(p)).count() > 1)
              .findFirst()
              .orElseThrow();
      assertThatThrownBy(() -> LOOKUPS.inspectContainer(twice))
          .isInstanceOf(AmbiguousNameException.class);
    } finally {
      for (String id : many) {
        done(Request.delete("/containers/" + id + "?force=1&v=1"));
      }
    }
  }

  @Test
  void anotherRefusalCarriesTheEnginesWords() {
    assertThatThrownBy(() -> LOOKUPS.createVolume("no/such name", Map.of()))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.status()).isGreaterThanOrEqualTo(400))
        .hasMessageContaining("no/such name");
  }

  @Test
  void anExecStreamIsClosedByHalves() throws IOException {
    String id =
        exec(
            "{\"AttachStdin\":true,\"AttachStdout\":true,\"Cmd\":[\"/bin/sh\",\"-c\",\"cat; echo"
                + " end\"]}");
    try (Duplex stream =
        CLIENT.upgrade(
            Request.post("/exec/" + id + "/start", Request.Content.json("{\"Detach\":false}")))) {
      assertThat(LOOKUPS.inspectExec(id).orElseThrow())
          .satisfies(e -> {
            assertThat(e.running()).isTrue();
            assertThat(e.containerId()).isEqualTo(container);
          });
      stream.output().write("hello\n".getBytes(StandardCharsets.UTF_8));
      stream.closeWrite();
      String all = new String(stream.input().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(all).contains("hello\n").endsWith("end\n");
    }
    assertThat(LOOKUPS.inspectExec("0".repeat(64))).isEmpty();
  }

  @Test
  void anAttachStreamIsRawWithATerminal() throws IOException {
    String id =
        create(
            "{\"Image\":\"coffer-client-test\",\"Cmd\":[\"/bin/cat\"],\"Tty\":true,"
                + "\"OpenStdin\":true,\"AttachStdin\":true,\"AttachStdout\":true}");
    try (Duplex stream =
        CLIENT.upgrade(
            Request.post(
                "/containers/" + id + "/attach?stream=1&stdin=1&stdout=1", Request.Content.NONE))) {
      done(Request.post("/containers/" + id + "/start", Request.Content.NONE));
      stream.output().write("ping\n".getBytes(StandardCharsets.UTF_8));
      assertThat(new String(stream.input().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("ping\r\nping\r\n");
    } finally {
      done(Request.delete("/containers/" + id + "?force=1&v=1"));
    }
  }

  @Test
  void aRefusedUpgradeSaysWhy() {
    assertThatThrownBy(() ->
            CLIENT.upgrade(
                Request.post("/containers/nobody-here/attach?stream=1", Request.Content.NONE)))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.status()).isEqualTo(404))
        .hasMessageContaining("nobody-here");
  }

  @Test
  void anEventStreamIsCancelledFromAnotherThread() throws Exception {
    try (Reply events = CLIENT.send(Request.get("/events"))) {
      InputStream body = events.body();
      LOOKUPS.createVolume("coffer-client-event", Map.of());
      done(Request.delete("/volumes/coffer-client-event"));
      assertThat(body.read()).isEqualTo('{');
      CompletableFuture<String> ended = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  body.transferTo(java.io.OutputStream.nullOutputStream());
                  ended.complete("end");
                } catch (IOException e) {
                  ended.complete("cancelled");
                }
              });
      body.close();
      reader.join();
      assertThat(ended).isCompletedWithValue("cancelled");
    }
  }
}
