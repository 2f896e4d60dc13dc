package dev.cofferdam.gate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

  private String label(String image, String name) throws Exception {
    return bench
        .docker("image", "inspect", "-f", "{{index .Config.Labels \"" + name + "\"}}", image)
        .ok()
        .text();
  }
}
