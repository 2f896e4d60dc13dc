package dev.cofferdam.gate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds by BuildKit, with the real buildx and Compose. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowBuildKitTest(Workbench bench) {

  @BeforeEach
  void onlyWhereBuildKitIsServed() throws Exception {
    Assumptions.assumeFalse(bench.old(), "this engine's BuildKit is refused");
  }

  @Test
  void aFileIsCopiedIntoAnEmptyImageThatIsTheBuildersOwn() throws Exception {
    bench.file("k/Dockerfile", "FROM scratch\nCOPY f /f\n");
    bench.file("k/f", "copied");
    bench.buildKit("buildx", "build", "-t", "wf-kit:1", "k").ok();
    assertThat(label("wf-kit:1", "dev.cofferdam.image-owner")).isEqualTo(Workbench.ALICE);
    assertThat(label("wf-kit:1", "dev.cofferdam.owner")).isEmpty();
    bench.docker("rmi", "wf-kit:1").ok();
  }

  @Test
  void stagesArgumentsSecretsAndCacheMountsWork() throws Exception {
    bench.file(
        "m/Dockerfile",
        """
        # syntax=docker/dockerfile:1
        FROM wf-base:1 AS tools
        ARG WHO=nobody
        RUN --mount=type=cache,target=/cache echo "by $WHO" > /cache/who && cp /cache/who /who
        RUN --mount=type=secret,id=key test "$(cat /run/secrets/key)" = hidden
        FROM wf-base:1
        LABEL dev.cofferdam.image-owner=somebody
        COPY --from=tools /who /data/who
        CMD ["cat", "/data/who"]
        """);
    bench.file("key", "hidden");
    bench
        .buildKit(
            "build", "--build-arg", "WHO=kit", "--secret", "id=key,src=key", "-t", "wf-kit:2", "m")
        .ok();
    assertThat(bench.docker("run", "--rm", "wf-kit:2").ok().text()).isEqualTo("by kit");
    assertThat(label("wf-kit:2", "dev.cofferdam.image-owner")).isEqualTo(Workbench.ALICE);
    bench.docker("rmi", "wf-kit:2").ok();
  }

  @Test
  void aResultIsWrittenToTheClientsFolder() throws Exception {
    bench.file("o/Dockerfile", "FROM scratch\nCOPY f /f\n");
    bench.file("o/f", "out");
    bench.buildKit("buildx", "build", "--output", "type=local,dest=out", "o").ok();
    assertThat(Files.readString(bench.project().resolve("out/f"))).isEqualTo("out");
  }

  @Test
  void aContextOrADockerfileComesFromStandardInput() throws Exception {
    bench.file("in/Dockerfile", "FROM wf-base:1\nCOPY f /data/f\nCMD [\"cat\", \"/data/f\"]\n");
    bench.file("in/f", "from a tar");
    byte[] tar;
    try (Program pack =
        Program.start(bench.project(), Map.of(), List.of("tar", "-C", "in", "-c", "."))) {
      tar = pack.finish().ok().out();
    }
    try (Program build = bench.startBuildKit("buildx", "build", "-t", "wf-in:1", "-")) {
      build.write(tar).closeInput().finish().ok();
    }
    assertThat(bench.docker("run", "--rm", "wf-in:1").ok().text()).isEqualTo("from a tar");

    try (Program build = bench.startBuildKit("build", "-t", "wf-in:2", "-")) {
      build.write("FROM wf-base:1\nCMD [\"echo\", \"piped\"]\n").closeInput().finish().ok();
    }
    assertThat(bench.docker("run", "--rm", "wf-in:2").ok().text()).isEqualTo("piped");
    bench.docker("rmi", "wf-in:1", "wf-in:2").ok();
  }

  @Test
  void bakeBuildsTargetsWithNamedContextsAndSaysWhatToDoAboutLinkedOnes() throws Exception {
    bench.file("b/Dockerfile", "FROM scratch\nCOPY --from=extra f /f\n");
    bench.file("b/linked", "FROM first\nCOPY Dockerfile /d\n");
    bench.file("more/f", "of another folder");
    bench.file(
        "docker-bake.hcl",
        """
        target "default" {
          context = "b"
          contexts = { extra = "more" }
          tags = ["wf-bake:1"]
        }
        target "second" {
          context = "b"
          dockerfile = "linked"
          contexts = { first = "docker-image://wf-bake:1" }
          tags = ["wf-bake:2"]
        }
        target "linked" {
          inherits = ["second"]
          contexts = { first = "target:default" }
        }
        """);
    bench.buildKit("buildx", "bake", "-f", "docker-bake.hcl").ok();
    bench.buildKit("buildx", "bake", "-f", "docker-bake.hcl", "--load", "second").ok();
    assertThat(label("wf-bake:2", "dev.cofferdam.image-owner")).isEqualTo(Workbench.ALICE);
    Outcome linked = bench.buildKit("buildx", "bake", "-f", "docker-bake.hcl", "linked");
    assertThat(linked.exit()).isNotZero();
    assertThat(linked.all()).contains("build.context", "build and tag it first");
    bench.docker("rmi", "wf-bake:1", "wf-bake:2").ok();
  }

  @Test
  void composeBuildsAndRunsWhatItBuilt() throws Exception {
    bench.file("Dockerfile.kit", "FROM wf-base:1\nARG WHO\nRUN echo \"it is $WHO\" > /data/who\n");
    bench.file(
        "compose.yaml",
        """
        services:
          one:
            build: {context: ., dockerfile: Dockerfile.kit, args: {WHO: one}}
            command: ["cat", "/data/who"]
          two:
            build: {context: ., dockerfile: Dockerfile.kit, args: {WHO: two}}
            command: ["cat", "/data/who"]
        """);
    bench.buildKit("compose", "-p", "wf-kit", "--progress", "plain", "build").ok();
    Outcome up = bench.buildKit("compose", "-p", "wf-kit", "--ansi", "never", "up", "--build").ok();
    assertThat(up.all()).contains("it is one", "it is two");
    bench.buildKit("compose", "-p", "wf-kit", "down", "--rmi", "local").ok();
  }

  @Test
  void aBuildThatIsInterruptedEndsAtTheEngineToo() throws Exception {
    bench.file("i/Dockerfile", "FROM wf-base:1\nRUN echo begun; sleep 1000\n");
    try (Program build =
        bench.startBuildKit("buildx", "build", "--no-cache", "-t", "wf-cut:kit", "i")) {
      build.awaits("begun").interrupt();
      assertThat(build.finish().exit()).isNotZero();
    }
    bench.docker("image", "inspect", "wf-cut:kit").exits(1);
  }

  @Test
  void whatOneBuildsNobodyElseBuildsUponOrTagsOver() throws Exception {
    bench.file("w/Dockerfile", "FROM scratch\nCOPY f /f\n");
    bench.file("w/f", "mine");
    bench.buildKit("build", "-t", "wf-mine:kit", "w").ok();
    bench.file("v/Dockerfile", "FROM wf-mine:kit\n");
    Outcome upon = bench.buildKitAs(Workbench.BOB, "build", "-t", "wf-bobs:kit", "v");
    assertThat(upon.exit()).isNotZero();
    assertThat(upon.all()).contains("No such image");
    Outcome over = bench.buildKitAs(Workbench.BOB, "build", "-t", "wf-mine:kit", "w");
    assertThat(over.exit()).isNotZero();
    assertThat(over.all()).contains("image.owner");
    bench.docker("rmi", "wf-mine:kit").ok();
  }

  @Test
  void pruningTheWholeSystemRemovesOnesOwnAndLeavesTheCache() throws Exception {
    bench.docker("system", "prune", "-f").ok();
    assertThat(bench.docker("builder", "prune", "-f").ok().text()).contains("0B");
  }

  private String label(String image, String name) throws Exception {
    return bench
        .docker("image", "inspect", "-f", "{{index .Config.Labels \"" + name + "\"}}", image)
        .ok()
        .text();
  }
}
