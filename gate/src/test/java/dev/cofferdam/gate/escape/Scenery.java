package dev.cofferdam.gate.escape;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.testing.TestEngine;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.MountVolume;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the attacks find: somebody else's objects, the attacker's own, a project folder, a listener
 * that counts. Every name begins with {@code esc-}.
 */
final class Scenery implements AutoCloseable {
  private static final List<String> APPLETS = List.of("sh", "true", "sleep", "cat", "echo", "ls");

  /** Another run may be under way; what is older than any run is a leftover. */
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(20);

  private final EngineView engine;
  private final DialCounter dial = new DialCounter();
  private final String nonce = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  private final String secret = "esc-secret-" + HexFormat.of().toHexDigits(nonce.hashCode() * 31L);
  private final Path folder = Files.createTempDirectory("esc-files").toRealPath();
  private final Foreign foreign;
  private final Map<String, String> own = new HashMap<>();
  private Map<String, String> untouched = Map.of();

  private Scenery(Path socket) throws IOException {
    this.engine = new EngineView(new Wire(socket));
    this.foreign = new Foreign(engine, nonce, secret);
  }

  /** Sets the stage on the test engine, after what earlier runs left behind is gone. */
  static Scenery set() throws IOException {
    return set(TestEngine.address());
  }

  /** The same on another engine. */
  static Scenery set(EngineAddress address) throws IOException {
    if (!(address instanceof EngineAddress.Unix(Path socket))) {
      throw new IllegalStateException("the escape suite needs an engine on a Unix socket");
    }
    Scenery scenery = new Scenery(socket);
    scenery.sweep();
    scenery.folders();
    scenery.box();
    scenery.restore();
    scenery.untouched = scenery.foreign.state();
    return scenery;
  }

  EngineView engine() {
    return engine;
  }

  DialCounter dial() {
    return dial;
  }

  Foreign foreign() {
    return foreign;
  }

  Path project() {
    return folder.resolve("project");
  }

  /** The ids of the containers made of the suite's image, or of one that was built upon it. */
  List<String> boxes() throws IOException {
    List<String> ids = new ArrayList<>();
    engine
        .list("/v1.41/containers/json?all=1", "ancestor", "esc-box-" + nonce)
        .forEach(box -> ids.add(box.path("Id").asString()));
    return ids;
  }

  /** Puts back what an attack changed. */
  void restore() throws IOException {
    foreign.restore(untouched);
    own();
    untouched = foreign.state();
  }

  /** What a placeholder stands for, for the attack of this number. */
  String fill(String text, int number, String last) {
    if (!text.contains("${")) {
      return text;
    }
    Map<String, String> names = new HashMap<>(foreign.names());
    names.putAll(own);
    names.put("image", "esc-box-" + nonce);
    names.put("name", "esc-a-" + nonce + "-" + number);
    names.put("nonce", nonce);
    names.put("secret", secret);
    names.put("dial", dial.address());
    names.put("project", project().toString());
    names.put("outside", folder.resolve("outside").toString());
    names.put("mountVolume", mountVolume().name());
    names.put("last", last);
    String filled = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("${" + name.getKey() + "}", name.getValue());
    }
    return filled;
  }

  /** What the gate makes of the project's folder on an engine that mounts subpaths. */
  private MountVolume mountVolume() {
    return new MountVolume(project().toString(), true);
  }

  private void folders() throws IOException {
    Files.createDirectories(project().resolve("src"));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), secret);
    Files.writeString(project().resolve("src/file"), "mine\n");
    Files.createSymbolicLink(project().resolve("evil"), Path.of("/"));
    Files.createSymbolicLink(project().resolve("sneaky"), outside);
    Files.createSymbolicLink(project().resolve("file"), outside.resolve("secret"));
    Files.createSymbolicLink(project().resolve("dangling"), outside.resolve("not-there-yet"));
    Files.createSymbolicLink(project().resolve("src/up"), Path.of("../../outside"));
  }

  private void box() throws IOException {
    List<TarFile> files = new ArrayList<>();
    files.add(TarFile.folder("bin"));
    files.add(TarFile.folder("tmp"));
    files.add(TarFile.folder("proc"));
    files.add(
        TarFile.file(
            "bin/busybox", new String(Files.readAllBytes(busybox()), StandardCharsets.ISO_8859_1)));
    APPLETS.forEach(applet -> files.add(TarFile.symlink("bin/" + applet, "busybox")));
    engine.must(
        "/v1.41/images/create?fromSrc=-&repo=esc-box-"
            + nonce
            + "&changes="
            + URLEncoder.encode("ENV PATH=/bin", StandardCharsets.UTF_8)
            + "&changes="
            + URLEncoder.encode("CMD true", StandardCharsets.UTF_8),
        TarFile.archive(files, text -> text),
        "application/x-tar");
  }

  private static Path busybox() {
    String named = System.getenv("COFFER_TEST_BUSYBOX");
    return named != null
        ? Path.of(named)
        : Files.exists(Path.of("/bin/busybox"))
            ? Path.of("/bin/busybox")
            : Path.of("/usr/bin/busybox");
  }

  /** What is the attacker's, with the label that the gate would have put there. */
  private void own() throws IOException {
    String labels = "'Labels':{'dev.cofferdam.owner':'ann'}";
    String name = "esc-mine-" + nonce;
    if (engine
        .get("/v1.41/containers/" + own.getOrDefault("mine", name) + "/json")
        .isMissingNode()) {
      String id =
          engine
              .post(
                  "/v1.41/containers/create?name=" + name,
                  "{'Image':'esc-box-"
                      + nonce
                      + "','Cmd':['sleep','100000'],"
                      + labels
                      + ",'HostConfig':{'Memory':67108864}}")
              .path("Id")
              .asString();
      engine.post("/v1.41/containers/" + id + "/start", "");
      own.put("mine", id);
      own.put("mineName", name);
    }
    if (engine.get("/v1.41/networks/esc-mynet-" + nonce).isMissingNode()) {
      String net =
          engine
              .post("/v1.41/networks/create", "{'Name':'esc-mynet-" + nonce + "'," + labels + "}")
              .path("Id")
              .asString();
      own.put("myNet", net);
    }
    engine.post("/v1.41/volumes/create", "{'Name':'esc-myvol-" + nonce + "'," + labels + "}");
    own.put("myVolume", "esc-myvol-" + nonce);
    MountVolume volume = mountVolume();
    engine.post(
        "/v1.41/volumes/create",
        "{'Name':'%s','DriverOpts':{'type':'none','o':'%s','device':'%s'},'Labels':{'%s':'%s'}}"
            .formatted(
                volume.name(),
                volume.options().get("o"),
                volume.folder(),
                Labels.MOUNT,
                volume.folder()));
  }

  /** Removes everything named {@code esc-…} that is this run's, or that an earlier run left. */
  private void sweep() throws IOException {
    Instant before = Instant.now().minus(LEFT_BEHIND);
    for (JsonNode box : engine.list("/v1.41/containers/json?all=1", "name", "^/esc-")) {
      Instant made = Instant.ofEpochSecond(box.path("Created").asLong());
      if (box.path("Names").toString().contains(nonce) || made.isBefore(before)) {
        engine.delete("/v1.41/containers/" + box.path("Id").asString() + "?force=1&v=1");
      }
    }
    for (JsonNode net : engine.list("/v1.41/networks", "name", "^esc-")) {
      if (ended(net.path("Name"), net.path("Created"), before)) {
        engine.delete("/v1.41/networks/" + net.path("Id").asString());
      }
    }
    for (JsonNode volume :
        engine.list("/v1.41/volumes", "name", "^(esc-|cofferdam-mount-esc-)").path("Volumes")) {
      if (ended(volume.path("Name"), volume.path("CreatedAt"), before)) {
        engine.delete("/v1.41/volumes/" + volume.path("Name").asString());
      }
    }
    for (JsonNode image : engine.get("/v1.41/images/json")) {
      for (JsonNode tag : image.path("RepoTags")) {
        boolean ours = tag.asString("").contains("esc-");
        boolean old = Instant.ofEpochSecond(image.path("Created").asLong()).isBefore(before);
        if (ours && (old || tag.asString("").contains(nonce))) {
          engine.delete("/v1.41/images/" + tag.asString() + "?force=1");
        }
      }
    }
  }

  private boolean ended(JsonNode name, JsonNode made, Instant before) {
    return name.asString().contains(nonce)
        || OffsetDateTime.parse(made.asString()).toInstant().isBefore(before);
  }

  /** Removes a container and its anonymous volumes. */
  void remove(String container) throws IOException {
    engine.delete("/v1.41/containers/" + container + "?force=1&v=1");
  }

  @Override
  public void close() throws IOException {
    dial.close();
    for (String box : boxes()) {
      remove(box);
    }
    engine.delete("/v1.41/volumes/" + mountVolume().name());
    sweep();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
