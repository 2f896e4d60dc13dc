package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Binds of the project, by every name it has and in every form; on engines from 26 on they are
 * subpaths of a volume that nobody sees.
 */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowPathsTest(Workbench bench) {
  @BeforeEach
  void files() throws Exception {
    bench.file("src/main.txt", "code\n");
    Files.writeString(bench.reference().resolve("book"), "read me\n");
  }

  private String run(String option, String value, String script) throws Exception {
    return bench.docker("run", "--rm", option, value, BASE, "sh", "-c", script).ok().text();
  }

  @Test
  void foldersAndFilesAreBoundByEveryNameOfTheProject() throws Exception {
    for (String root : List.of("/workspace", bench.project().toString())) {
      assertThat(run("-v", root + "/src:/y", "cat /y/main.txt; echo a >/y/new")).startsWith("code");
      assertThat(bench.project().resolve("src/new")).hasContent("a\n");
      assertThat(run("-v", root + ":/y", "cat /y/src/main.txt")).startsWith("code");
      assertThat(run("-v", root + "/src/main.txt:/f", "cat /f; echo more >>/f")).startsWith("code");
      assertThat(run("--mount", "type=bind,src=" + root + "/src,dst=/y", "cat /y/new"))
          .isEqualTo("a");
      assertThat(run("--mount", "type=bind,src=" + root + "/src/new,dst=/f", "cat /f"))
          .isEqualTo("a");
    }
    assertThat(bench.project().resolve("src/main.txt")).hasContent("code\nmore\nmore\n");
  }

  @Test
  void flagsHold() throws Exception {
    for (String mode : List.of("ro", "ro,cached", "rprivate,ro", "ro,consistent")) {
      assertThat(run("-v", "/workspace/src:/y:" + mode, "cat /y/main.txt; touch /y/x || echo ro"))
          .isEqualTo("code\nro");
    }
    assertThat(run("-v", "/workspace/src:/y:rw,delegated", "echo b >/y/b; cat /y/b"))
        .isEqualTo("b");
    for (String options :
        List.of(
            "readonly", "readonly,bind-propagation=rprivate", "readonly,bind-recursive=disabled")) {
      String mount = "type=bind,src=/workspace/src,dst=/y," + options;
      assertThat(run("--mount", mount, "cat /y/main.txt; touch /y/x || echo ro"))
          .isEqualTo("code\nro");
    }
    for (String mode : List.of("z", "Z", "shared", "rslave")) {
      assertThat(
              bench
                  .docker("run", "--rm", "-v", "/workspace/src:/y:" + mode, BASE, "true")
                  .exits(125)
                  .errors())
          .contains("(container.mount-options)");
    }
  }

  @Test
  void nothingOfTheImageIsCopiedIntoTheProject() throws Exception {
    Files.createDirectories(bench.project().resolve("empty"));
    assertThat(run("-v", "/workspace/empty:/www", "ls /www")).isEmpty();
    assertThat(bench.project().resolve("empty")).isEmptyDirectory();
  }

  @Test
  void aReadOnlyMountIsReadOnlyHoweverItIsBound() throws Exception {
    for (String mode : List.of("", ":rw")) {
      assertThat(run("-v", "/reference:/y" + mode, "cat /y/book; touch /y/x || echo ro"))
          .isEqualTo("read me\nro");
    }
    assertThat(
            run("--mount", "type=bind,src=/reference/book,dst=/f", "cat /f; echo x >/f || echo ro"))
        .isEqualTo("read me\nro");
    assertThat(
            bench
                .docker("run", "--rm", "-v", "/reference/none:/y", BASE, "true")
                .exits(125)
                .errors())
        .contains("read-only");
    assertThat(bench.reference().resolve("none")).doesNotExist();
  }

  @Test
  void missingFoldersAreMadeForTheOwnerOfTheProjectAsDockerMakesThem() throws Exception {
    Path owned = Files.createDirectories(bench.project().resolve("owned"));
    Files.setAttribute(owned, "unix:uid", 1000);
    Files.setAttribute(owned, "unix:gid", 1001);
    run("-v", "/workspace/owned/a/b:/y", "touch /y/f");
    for (String made : List.of("owned/a", "owned/a/b")) {
      Path folder = bench.project().resolve(made);
      assertThat(Files.getAttribute(folder, "unix:uid")).isEqualTo(1000);
      assertThat(Files.getAttribute(folder, "unix:gid")).isEqualTo(1001);
      assertThat(Files.getAttribute(folder, "unix:mode")).isEqualTo(040755);
    }
    assertThat(
            bench
                .docker(
                    "run", "--rm", "--mount", "type=bind,src=/workspace/no,dst=/y", BASE, "true")
                .exits(125)
                .errors())
        .contains("bind source path does not exist: /workspace/no");
    assertThat(bench.project().resolve("no")).doesNotExist();
    Files.createSymbolicLink(bench.project().resolve("away"), bench.folder("outside"));
    bench.docker("run", "--rm", "-v", "/workspace/away/x:/y", BASE, "true").exits(125);
    assertThat(bench.folder("outside")).isEmptyDirectory();
  }

  @Test
  void aLinkInsideTheProjectIsFollowedOneThatLeadsOutIsNot() throws Exception {
    Files.createSymbolicLink(bench.project().resolve("same"), bench.project().resolve("src"));
    Files.createSymbolicLink(bench.project().resolve("evil"), Path.of("/"));
    assertThat(run("-v", "/workspace/same:/y", "cat /y/main.txt")).isEqualTo("code");
    for (String bind : List.of("/workspace/evil:/y", "/workspace/evil/etc:/y")) {
      assertThat(bench.docker("run", "--rm", "-v", bind, BASE, "true").exits(125).errors())
          .contains("(container.bind)");
    }
    assertThat(Files.isSymbolicLink(bench.project().resolve("evil"))).isTrue();
    assertThat(Files.exists(bench.project().resolve("same"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void theEngineMountsSubpathsAndTheCallerSeesItsOwnPaths() throws Exception {
    assumeFalse(bench.old(), "mounts no subpaths");
    bench
        .docker(
            "run",
            "-d",
            "--name",
            "wf-own",
            "-v",
            "/workspace/src:/y:ro",
            "-v",
            "wf-own:/v",
            "--mount",
            "type=bind,src=/workspace,dst=/p/",
            BASE,
            "sleep",
            "300")
        .ok();
    String mounts = "{{json .HostConfig.Mounts}} {{json .HostConfig.Binds}} {{json .Mounts}}";
    assertThat(bench.host("inspect", "-f", mounts, "wf-own").ok().text())
        .contains("\"Subpath\":\"src\"", "cofferdam-mount-", "\"NoCopy\":true");
    assertThat(bench.mountVolumes()).isNotEmpty();

    String seen = bench.docker("inspect", "wf-own").ok().text();
    assertThat(seen).doesNotContain("cofferdam-mount", "dev.cofferdam.binds", "Subpath");
    assertThat(bench.docker("inspect", "-f", "{{json .HostConfig.Binds}}", "wf-own").ok().text())
        .isIn(
            // The command sorts them anew each time.
            "[\"/workspace/src:/y:ro\",\"wf-own:/v\"]", "[\"wf-own:/v\",\"/workspace/src:/y:ro\"]");
    assertThat(
            bench
                .docker(
                    "inspect",
                    "-f",
                    "{{range .Mounts}}{{.Type}} {{.Source}} {{.Destination}} {{.Mode}} {{.RW}};{{end}}",
                    "wf-own")
                .ok()
                .text()
                .split(";"))
        .contains("bind /workspace/src /y ro false", "bind /workspace /p  true");
    assertThat(bench.docker("ps", "--no-trunc", "--format", "{{.Mounts}} {{.Labels}}").ok().text())
        .contains("/workspace/src", "/workspace", "wf-own")
        .doesNotContain("cofferdam-mount", "dev.cofferdam.binds");
    assertThat(bench.docker("volume", "ls", "-q").ok().lines()).containsExactly("wf-own");
    assertThat(bench.docker("system", "df", "-v").ok().text()).doesNotContain("cofferdam-mount");
  }

  @Test
  void composeLeavesAloneWhatHasNotChanged() throws Exception {
    bench.file(
        "compose.yaml",
        """
        services:
          web:
            image: wf-base:1
            command: ["sleep", "300"]
            volumes:
              - ./src:/short:ro
              - ./made/by/compose:/made
              - data:/data
              - {type: bind, source: ./src/main.txt, target: /main.txt, read_only: true}
        volumes: {data: {}}
        """);
    bench.compose("up", "-d").ok();
    assertThat(
            bench.compose("exec", "-T", "web", "cat", "/main.txt", "/short/main.txt").ok().text())
        .isEqualTo("code\ncode");
    assertThat(bench.project().resolve("made/by/compose")).isDirectory();
    String first = bench.compose("ps", "-q").ok().text();
    assertThat(bench.compose("up", "-d").ok().errors()).contains("Running");
    assertThat(bench.compose("ps", "-q").ok().text()).isEqualTo(first);
    bench.compose("up", "-d", "--force-recreate").ok();
    assertThat(bench.compose("exec", "-T", "web", "cat", "/main.txt").ok().text())
        .isEqualTo("code");
    bench.compose("down", "-v", "-t", "0").ok();
  }

  @Test
  void eventsTellNothingOfTheVolumeNorOfTheLabel() throws Exception {
    try (Program listener =
        bench.startAs(Workbench.ALICE, "events", "--format", "{{.Type}} {{json .}}")) {
      bench.eventsBegin(listener, Workbench.ALICE);
      bench.docker("run", "--rm", "--name", "wf-heard", "-v", "/workspace:/y", BASE, "true").ok();
      await("the end of the container")
          .atMost(Program.LIMIT)
          .until(() -> listener.said().contains("\"destroy\""));
      assertThat(listener.said())
          .contains("wf-heard")
          .doesNotContain("cofferdam-mount", "dev.cofferdam.binds");
    }
  }

  @Test
  void aFolderThatBecomesALinkAfterTheDecisionIsRefusedByTheEngine() throws Exception {
    assumeFalse(bench.old(), "mounts no subpaths");
    Path folder = Files.createDirectories(bench.project().resolve("swapped"));
    Path file = bench.file("swapped-file", "mine\n");
    bench
        .docker("create", "--name", "wf-swap", "-v", "/workspace/swapped:/y", BASE, "ls", "/y")
        .ok();
    bench
        .docker(
            "create", "--name", "wf-swap2", "-v", "/workspace/swapped-file:/y", BASE, "cat", "/y")
        .ok();
    Files.delete(folder);
    Files.delete(file);
    Files.createSymbolicLink(folder, Path.of("/"));
    Files.createSymbolicLink(file, Path.of("/etc/hostname"));
    for (String name : List.of("wf-swap", "wf-swap2")) {
      Outcome started = bench.docker("start", "-a", name).exits(1);
      assertThat(started.errors()).contains("escapes the base directory");
      assertThat(started.text()).isEmpty();
      assertThat(bench.host("inspect", "-f", "{{.State.StartedAt}}", name).ok().text())
          .startsWith("0001-");
    }
  }

  @Test
  void containersStartAgainAndTakeTheirMountsAlong() throws Exception {
    bench
        .docker("run", "-d", "--name", "wf-again", "-v", "/workspace/src:/y", BASE, "sleep", "300")
        .ok();
    bench.docker("restart", "-t", "0", "wf-again").ok();
    assertThat(bench.docker("exec", "wf-again", "cat", "/y/main.txt").ok().text())
        .isEqualTo("code");
    assertThat(
            bench
                .docker("run", "--rm", "--volumes-from", "wf-again:ro", BASE, "ls", "/y")
                .ok()
                .lines())
        .contains("main.txt")
        .doesNotContain("src");
    bench.docker("create", "--name", "wf-taker", "--volumes-from", "wf-again:ro", BASE).ok();
    assertThat(
            bench
                .docker(
                    "inspect", "-f", "{{range .Mounts}}{{.Type}} {{.Source}}{{end}}", "wf-taker")
                .ok()
                .text())
        .isEqualTo("bind /workspace/src");
    assertThat(bench.docker("commit", "wf-again", "wf-again:1").ok().exit()).isZero();
    bench.docker("run", "--rm", "wf-again:1", "true").ok();
  }

  @Test
  void containersAreFoundByThePathThatTheyBind() throws Exception {
    bench.docker("create", "--name", "wf-found", "-v", "/workspace/src:/y", BASE).ok();
    bench.docker("create", "--name", "wf-other", "-v", "/workspace/src/main.txt:/y", BASE).ok();
    String host = bench.project().resolve("src").toString();
    for (String path : List.of("/workspace/src", host)) {
      assertThat(found("volume=" + path)).containsExactly("wf-found");
    }
    assertThat(found("volume=/y")).containsExactly("wf-other", "wf-found"); // the newest first
    assertThat(found("volume=/workspace")).isEmpty();
    assertThat(found("volume=/workspace/src", "-n", "1")).containsExactly("wf-found");
    bench.docker("rm", "wf-found", "wf-other").ok();
  }

  private List<String> found(String filter, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("ps", "-a", "--format", "{{.Names}}"));
    words.addAll(List.of("--filter", filter));
    words.addAll(List.of(more));
    return bench.docker(words.toArray(String[]::new)).ok().lines();
  }
}
