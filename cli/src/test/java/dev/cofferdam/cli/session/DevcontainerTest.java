package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.testkit.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The example of {@code deploy/devcontainer}, started as it is with stand-ins for the images that
 * only a registry has.
 */
@Tag("engine")
@Timeout(900)
class DevcontainerTest {
  private static final Path EXAMPLE = Path.of("..", "deploy", "devcontainer");
  private static final String GATE = "devcontainer-test/gate";
  private static final String DATABASE = "devcontainer-test/database";

  private WorkspaceRig rig;

  @BeforeEach
  void begin() throws Exception {
    rig = new WorkspaceRig().openFolder();
    worktree();
    rig.busybox().settings("").owned().start();
    String workspace =
        rig.docker("inspect", "-f", "{{.Config.Image}}", rig.name().container()).ok().text();
    copy(EXAMPLE, rig.project());
    database();
    gate();
    rig.owned()
        .environment("POSTGRES_IMAGE", DATABASE)
        .environment("GATE_IMAGE", GATE)
        .environment("APP_IMAGE", workspace)
        .environment("DOCKER_SOCKET", rig.engine().substring("unix://".length()))
        .environment("APP_PORT", "8080");
    Path filledIn = rig.project().resolve(".devcontainer/.env");
    String example = Files.readString(rig.project().resolve(".devcontainer/.env.example"));
    Files.writeString(
        filledIn,
        example
            .replace("=main\n", "=feature\n")
            .replace("=/home/me/src/myapp\n", "=" + rig.beside("main") + "\n"));
    assertThat(filledIn).content().contains("=feature", rig.beside("main").toString());
  }

  /** The project is a worktree of a repository beside it. */
  private void worktree() throws Exception {
    String main = rig.beside("main").toString();
    rig.owned().git("init", "-q", main).ok();
    rig.git(
            "-C",
            main,
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            "first")
        .ok();
    rig.git("-C", main, "worktree", "add", "-q", "-b", "feature", rig.project().toString()).ok();
  }

  @AfterEach
  void end() throws Exception {
    rig.docker("rm", "-f", "web");
    compose(".devcontainer/docker-compose.yml", "down", "-v", "-t", "0");
    compose("docker-compose.shared.yml", "down", "-v", "-t", "0");
    rig.docker("rmi", "-f", GATE, GATE + "-jre", DATABASE);
    rig.close();
  }

  /** Something that answers and logs, in place of the database. */
  private void database() throws Exception {
    rig.file("stand-in/index.html", "the database\n")
        .file(
            "stand-in/Dockerfile",
            """
            FROM scratch
            COPY busybox /bin/busybox
            COPY busybox /bin/sh
            COPY index.html /www/index.html
            CMD ["/bin/sh", "-c", "/bin/busybox echo database is ready; exec /bin/busybox httpd -f -p 8080 -h /www"]
            """);
    Path context = rig.project().resolve("stand-in");
    Files.copy(rig.project().resolve("busybox"), context.resolve("busybox"));
    rig.docker("build", "-q", "-t", DATABASE, context.toString()).ok();
  }

  /** The image of the gate, from the classes under test and this JVM instead of Debian's. */
  private void gate() throws Exception {
    Path java = Files.createDirectory(rig.beside("java"));
    run(
        "jlink",
        "--add-modules",
        "java.se,jdk.unsupported,jdk.crypto.ec,jdk.jfr",
        "--output",
        java.resolve("jre").toString());
    Files.writeString(
        java.resolve("Dockerfile"),
        "FROM debian:trixie-slim\nCOPY jre /opt/jre\nENV PATH=/opt/jre/bin:/usr/bin:/bin\n");
    rig.docker("build", "-q", "-t", GATE + "-jre", java.toString()).ok();
    Path built = rig.beside("built");
    Files.createDirectories(built.resolve("lib"));
    List<String> names = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      String name = "lib/" + names.size() + ".jar";
      if (Files.isDirectory(path)) {
        run("jar", "cf", built.resolve(name).toString(), "-C", entry, ".");
      } else if (Files.exists(path)) {
        Files.copy(path, built.resolve(name));
      } else {
        continue;
      }
      names.add(name);
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.cofferdam.cli.Coffer");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
    Path jar = built.resolve("coffer.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    rig.docker(
            "build",
            "-q",
            "-t",
            GATE,
            "--build-arg",
            "BASE=" + GATE + "-jre",
            "--build-arg",
            "JRE=",
            "-f",
            Path.of("..", "images", "cofferdam", "Dockerfile").toAbsolutePath().toString(),
            built.toString())
        .ok();
  }

  private static void run(String tool, String... arguments) {
    ToolProvider found = ToolProvider.findFirst(tool).orElseThrow();
    assertThat(found.run(System.out, System.err, arguments)).as(tool).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  private Outcome compose(String file, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("compose", "-f", rig.project().resolve(file).toString()));
    words.addAll(List.of(arguments));
    return rig.docker(words.toArray(String[]::new));
  }

  private Outcome agent(String command) throws Exception {
    return compose(".devcontainer/docker-compose.yml", "exec", "-T", "app", "bash", "-c", command);
  }

  @Test
  void theAgentLooksAtWhatIsSharedAndWorksWithWhatIsItsOwn() throws Exception {
    compose("docker-compose.shared.yml", "up", "-d").ok();
    compose(".devcontainer/docker-compose.yml", "up", "-d").ok();

    assertThat(agent("docker ps --format '{{.Names}}'").ok().lines())
        .containsExactly("dev-postgres");
    assertThat(agent("docker logs dev-postgres").ok().text()).contains("database is ready");
    assertThat(agent("docker inspect dev-postgres").ok().text())
        .doesNotContain("PASSWORD=password");
    assertThat(agent("docker exec dev-postgres /bin/sh -c id").exits(1).all())
        .contains("(container.shared)");
    assertThat(agent("docker run --rm --privileged " + DATABASE).exits(125).all())
        .contains("(container.privileged)");
    assertThat(agent("docker run --rm -v /:/host " + DATABASE).exits(125).all())
        .contains("(container.bind)");
    assertThat(agent("curl -s http://postgres:8080").ok().text()).isEqualTo("the database");

    agent("docker run -d --name web --network dev " + DATABASE).ok();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> agent("curl -s http://localhost:3000").text(), "the database"::equals);

    assertThat(agent("id -u; grep CapEff /proc/self/status; command -v sudo; ls -d ~/.ssh").lines())
        .containsExactly("1000", "CapEff:\t0000000000000000");

    String commit = "git -c user.name=a -c user.email=a@a commit -q --allow-empty -m inside";
    agent(commit + " && git status --short").ok();
    assertThat(rig.git("log", "-1", "--format=%s", "feature").ok().text()).isEqualTo("inside");
    assertThat(rig.docker("ps", "--format", "{{.Names}}").ok().lines())
        .contains("dev-feature-app-1", "dev-feature-gate-1", "dev-postgres");
  }
}
