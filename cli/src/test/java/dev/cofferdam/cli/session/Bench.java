package dev.cofferdam.cli.session;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.image.Tar;
import dev.cofferdam.session.leftovers.Leftovers;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project, a state folder and an engine with a small image, for {@code coffer} as a child. */
final class Bench {
  /** The agent's user where root runs the tests; otherwise it is the one who does. */
  private static final int AGENT = 1000;

  static final String IMAGE = "cofferdam-test/workspace:small";
  static final String DEBIAN = "cofferdam-test/debian:trixie";

  final Path root;
  final Path project;
  final String engineUrl;

  Bench(Path root, String engineVariable) throws IOException {
    this.root = root.toRealPath();
    this.project = Files.createDirectory(this.root.resolve("app"));
    this.engineUrl = Surroundings.value(engineVariable);
    settings("image: {name: '" + IMAGE + "'}\n");
    own(project);
  }

  /** Gives a file to the agent's user. */
  static Path own(Path path) throws IOException {
    if ("root".equals(System.getProperty("user.name"))) {
      Files.setAttribute(path, "unix:uid", AGENT);
      Files.setAttribute(path, "unix:gid", AGENT);
    }
    return path;
  }

  void settings(String yaml) throws IOException {
    Path folder = project.resolve(".coffer");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.yaml"), yaml);
  }

  EngineClient engine() {
    return new EngineClient(EngineAddress.parse(engineUrl));
  }

  /** Debian with the Docker CLI: what a workspace needs at least, made in seconds. */
  void smallImage() throws IOException {
    try (EngineClient engine = engine()) {
      if (engine.lookups(Duration.ofSeconds(20)).inspectImage(IMAGE).isPresent()) {
        return;
      }
      debian(engine);
      byte[] docker = Files.readAllBytes(Surroundings.path("COFFER_TEST_DOCKER"));
      Tar context =
          new Tar()
              .file(
                  "Dockerfile",
                  0644,
                  ("FROM " + DEBIAN + "\nCOPY docker /usr/bin/\n").getBytes(StandardCharsets.UTF_8))
              .file("docker", 0755, docker);
      engine.images().build(Map.of("t", IMAGE, "rm", "1"), context.bytes(), _ -> {});
    }
  }

  static void debian(EngineClient engine) throws IOException {
    if (engine.lookups(Duration.ofSeconds(20)).inspectImage(DEBIAN).isEmpty()) {
      try (InputStream tar = Files.newInputStream(Surroundings.path("COFFER_TEST_DEBIAN_TAR"))) {
        int colon = DEBIAN.indexOf(':');
        engine
            .images()
            .importTar(DEBIAN.substring(0, colon), DEBIAN.substring(colon + 1), tar, _ -> {});
      }
    }
  }

  /** The command with the arguments; its state is this bench's own. */
  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(InstalledCoffer.command());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The same in a file, for a terminal, where a class path is too long to type. */
  Path script(String... arguments) throws IOException {
    Path script = root.resolve("coffer-" + arguments[0]);
    Files.writeString(script, "exec '" + String.join("' '", command(arguments)) + "'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  Map<String, String> environment() {
    return Map.of(
        "DOCKER_HOST",
        engineUrl,
        "XDG_STATE_HOME",
        root.resolve("state").toString(),
        "SSH_AUTH_SOCK",
        "/tmp/host-agent.sock",
        "BENCH_SECRET",
        "hunter2");
  }

  Program coffer(String... arguments) throws IOException {
    return Program.start(project, environment(), command(arguments));
  }

  /** Whether the engine has a container of this session. */
  boolean has(String session) throws IOException {
    try (EngineClient engine = engine()) {
      return engine
          .lookups(Duration.ofSeconds(20))
          .inspectContainer("cofferdam-" + session)
          .isPresent();
    }
  }

  Optional<String> volume(String name) throws IOException {
    try (EngineClient engine = engine()) {
      return engine.lookups(Duration.ofSeconds(20)).inspectVolume(name).map(each -> each.name());
    }
  }

  /** Ends and removes everything of the sessions that tests name. */
  void clear() throws IOException {
    try (EngineClient engine = engine()) {
      for (String name : List.of("one", "two", "bad")) {
        engine.actions(Duration.ofSeconds(60)).removeContainer("cofferdam-" + name);
        Leftovers.of(engine, name, root).remove(engine);
        engine.leftovers(Duration.ofSeconds(20)).removeVolume("cofferdam-" + name + "-home");
      }
    }
  }
}
