package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Classic builds and the images they make. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowBuildTest(Workbench bench) {
  private static final String STAGES =
      """
      FROM wf-base:1 AS tools
      ARG WHO=nobody
      LABEL wf.kind=tools
      COPY . /src/
      RUN echo "built by $WHO" > /who && ls -A /src > /list
      FROM tools AS checked
      RUN grep built /who
      FROM wf-base:1
      ENV MODE=shop
      COPY --from=tools /who /list /data/
      WORKDIR /data
      USER 1000
      CMD ["cat", "who", "list"]
      """;

  @Test
  void aBuildWithStagesArgumentsAndIgnoredFiles() throws Exception {
    bench.file("b/Dockerfile", STAGES);
    bench.file("b/.dockerignore", "secret\n*.log\n!keep.log\nDockerfile\n");
    bench.file("b/secret", "x");
    bench.file("b/a.log", "x");
    bench.file("b/keep.log", "x");
    Outcome build =
        bench
            .docker(
                "build",
                "--build-arg",
                "WHO=me",
                "--label",
                "wf.own=1",
                "-t",
                "wf-built:1",
                "-t",
                "wf-built:2",
                "b")
            .ok();
    assertThat(build.text())
        .contains("Step 1/", "Successfully tagged wf-built:1", "Successfully tagged wf-built:2");
    assertThat(bench.docker("run", "--rm", "wf-built:2").ok().lines())
        .containsExactly("built by me", ".dockerignore", "keep.log");
    assertThat(inspect("wf-built:1", "{{.Config.User}} {{index .Config.Labels \"wf.own\"}}"))
        .isEqualTo("1000 1");
    assertThat(inspect("wf-built:1", "{{index .Config.Labels \"dev.cofferdam.image-owner\"}}"))
        .isEqualTo(Workbench.ALICE);

    bench.docker("build", "-q", "--target", "tools", "-t", "wf-built:tools", "b").ok();
    assertThat(bench.docker("run", "--rm", "wf-built:tools", "cat", "/who").ok().text())
        .isEqualTo("built by nobody");
    assertThat(bench.docker("images", "--format", "{{.Tag}}", "wf-built").ok().lines())
        .containsExactlyInAnyOrder("1", "2", "tools");
    assertThat(bench.docker("images", "-q", "--filter", "label=wf.kind=tools").ok().lines())
        .isNotEmpty();
    assertThat(bench.docker("history", "--no-trunc", "wf-built:1").ok().text())
        .contains("ENV MODE=shop");

    bench.docker("tag", "wf-built:1", "wf-other:9").ok();
    assertThat(inspect("wf-other:9", "{{.Id}}")).isEqualTo(inspect("wf-built:1", "{{.Id}}"));
    assertThat(bench.docker("rmi", "wf-other:9").ok().text()).contains("Untagged: wf-other:9");
    bench.docker("rmi", "wf-built:1", "wf-built:2", "wf-built:tools").ok();
    bench.docker("image", "inspect", "wf-built:1").exits(1);
  }

  @Test
  void aSecondBuildUsesTheCache() throws Exception {
    bench.file("c/Dockerfile", "FROM wf-base:1\nRUN echo once > /data/once\n");
    bench.docker("build", "-t", "wf-cached:1", "c").ok();
    assertThat(bench.docker("build", "-t", "wf-cached:1", "c").ok().text()).contains("Using cache");
    assertThat(bench.docker("build", "--no-cache", "-t", "wf-cached:1", "c").ok().text())
        .doesNotContain("Using cache");
    bench.docker("rmi", "wf-cached:1").ok();
  }

  @Test
  void aDockerfileFromStandardInput() throws Exception {
    bench
        .shell(
            "printf 'FROM wf-base:1\\nRUN echo in > /data/in\\n' | \"$DOCKER\" build -t wf-stdin:1 -")
        .ok();
    assertThat(bench.docker("run", "--rm", "wf-stdin:1", "cat", "/data/in").ok().text())
        .isEqualTo("in");
    bench.file("t/Dockerfile", "FROM wf-base:1\nCOPY f /data/\n");
    bench.file("t/f", "tar");
    bench.shell("tar -C t -cz . | \"$DOCKER\" build -t wf-stdin:2 -").ok();
    assertThat(bench.docker("run", "--rm", "wf-stdin:2", "cat", "/data/f").ok().text())
        .isEqualTo("tar");
    bench.file("t/other/Dockerfile.dev", "FROM wf-base:1\nCOPY f /data/g\n");
    bench.docker("build", "-f", "t/other/Dockerfile.dev", "-t", "wf-stdin:3", "t").ok();
    bench
        .shell(
            "printf 'FROM wf-base:1\\nCOPY f /data/h\\n' | \"$DOCKER\" build -t wf-stdin:4 -f - t")
        .ok();
    bench.docker("rmi", "wf-stdin:1", "wf-stdin:2", "wf-stdin:3", "wf-stdin:4").ok();
  }

  @Test
  void aContextOfFiftyMegabytesArrivesUnchanged() throws Exception {
    bench.file(
        "big/Dockerfile", "FROM wf-base:1\nCOPY data /data/\nRUN md5sum /data/data > /sum\n");
    byte[] bytes = new byte[50 << 20];
    new Random(50).nextBytes(bytes);
    Files.write(bench.project().resolve("big/data"), bytes);
    bench.docker("build", "-t", "wf-big:1", "big").ok();
    String sum = bench.shell("md5sum <big/data | cut -c1-32").ok().text();
    assertThat(bench.docker("run", "--rm", "wf-big:1", "cat", "/sum").ok().text()).startsWith(sum);
    bench.docker("rmi", "wf-big:1").ok();
  }

  @Test
  void aStepThatFailsFailsTheBuild() throws Exception {
    bench.file("f/Dockerfile", "FROM wf-base:1\nRUN echo said; exit 9\n");
    Outcome build = bench.docker("build", "-t", "wf-failed:1", "f").exits(9);
    assertThat(build.all()).contains("said", "returned a non-zero code: 9");
    bench.docker("image", "inspect", "wf-failed:1").exits(1);
  }

  @Test
  void aBuildThatIsInterruptedEnds() throws Exception {
    bench.file("i/Dockerfile", "FROM wf-base:1\nRUN echo begun; sleep 100\n");
    try (Program build = bench.start("build", "--no-cache", "--force-rm", "-t", "wf-cut:1", "i")) {
      build.awaits("begun\n").interrupt();
      assertThat(build.finish().exit()).isNotZero();
    }
    bench.docker("image", "inspect", "wf-cut:1").exits(1);
  }

  /** Old engines cannot be told what a build may use. The way out is named. */
  @Test
  void whoeverAsksAnOldEngineForBuildKitIsToldTheWayOut() throws Exception {
    Assumptions.assumeTrue(bench.old(), "this engine enforces source policies");
    String socket = bench.socket(Workbench.ALICE).toString();
    for (String door : List.of("session", "grpc")) {
      Outcome refused =
          bench
              .shell(
                  "curl -sS --unix-socket '"
                      + socket
                      + "' -X POST -H 'Connection: Upgrade' -H 'Upgrade: h2c' http://d/"
                      + door)
              .ok();
      assertThat(refused.text()).contains("build.buildkit", "DOCKER_BUILDKIT=0");
    }
  }

  @Test
  void aBuilderInAContainerOfItsOwnIsRefused() throws Exception {
    // With buildx the CLI turns to a builder of its own, which wants a privileged container.
    Path config = Files.createDirectories(bench.folder("config").resolve("cli-plugins"));
    Path plugins = Path.of(System.getenv("COFFER_TEST_DOCKER_CONFIG"), "cli-plugins");
    if (!Files.exists(config.resolve("docker-buildx"))) {
      Files.createSymbolicLink(config.resolve("docker-buildx"), plugins.resolve("docker-buildx"));
    }
    Outcome buildx =
        bench.shell(
            java.util.Map.of("DOCKER_CONFIG", bench.folder("config").toString()),
            "\"$DOCKER\" buildx create --name wf-kit --driver docker-container"
                + " --driver-opt image="
                + BASE
                + " && \"$DOCKER\" buildx inspect --bootstrap wf-kit");
    assertThat(buildx.exit()).isNotZero();
    assertThat(buildx.all()).contains("container.privileged", "DOCKER_BUILDKIT=0");
  }

  private String inspect(String image, String format) throws Exception {
    return bench.docker("image", "inspect", "-f", format, image).ok().text();
  }
}
