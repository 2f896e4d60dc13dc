package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Images in files and in a registry on loopback. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowImagesTest(Workbench bench) {
  @Test
  void savedImagesAreLoadedAgain() throws Exception {
    bench.file("s/Dockerfile", "FROM wf-base:1\nRUN echo saved > /data/saved\n");
    bench.docker("build", "-q", "-t", "wf-saved:1", "s").ok();
    String id = bench.docker("image", "inspect", "-f", "{{.Id}}", "wf-saved:1").ok().text();
    bench.docker("save", "-o", "saved.tar", "wf-saved:1").ok();
    bench.docker("rmi", "wf-saved:1").ok();
    assertThat(bench.docker("load", "-i", "saved.tar").ok().text())
        .contains("Loaded image: wf-saved:1");
    assertThat(bench.docker("image", "inspect", "-f", "{{.Id}}", "wf-saved:1").ok().text())
        .isEqualTo(id);
    bench
        .shell(
            "\"$DOCKER\" save wf-saved:1 | gzip >saved.tgz && \"$DOCKER\" rmi wf-saved:1 && \"$DOCKER\" load <saved.tgz")
        .ok();
    assertThat(bench.docker("run", "--rm", "wf-saved:1", "cat", "/data/saved").ok().text())
        .isEqualTo("saved");
    bench.docker("rmi", "wf-saved:1").ok();
  }

  @Test
  void aTarBecomesAnImage() throws Exception {
    bench.docker("create", "--name", "wf-exported", BASE, "true").ok();
    bench
        .shell(
            "\"$DOCKER\" export wf-exported | \"$DOCKER\" import -m note -c 'ENV PATH=/bin' -c 'CMD [\"cat\", \"/www/index.html\"]' - wf-imported:1")
        .ok();
    assertThat(bench.docker("run", "--rm", "wf-imported:1").ok().text())
        .isEqualTo("hello from the container");
    assertThat(bench.docker("images", "--format", "{{.Repository}}:{{.Tag}}").ok().lines())
        .contains("wf-imported:1");
    bench.docker("rm", "wf-exported").ok();
    bench.docker("rmi", "wf-imported:1").ok();
  }

  @Test
  void imagesArePushedAndPulled() throws Exception {
    try (Program registry = Registry.start(bench)) {
      String image = Workbench.REGISTRY + "/wf/shop:1";
      bench.file("p/Dockerfile", "FROM wf-base:1\nRUN echo pushed > /data/pushed\n");
      bench.docker("build", "-q", "-t", image, "p").ok();
      Outcome push = bench.docker("push", image).ok();
      assertThat(push.text()).contains("digest: sha256:");
      bench.docker("rmi", image).ok();
      bench.docker("image", "inspect", image).exits(1);
      assertThat(bench.docker("pull", image).ok().text()).contains("Downloaded newer image");
      assertThat(bench.docker("run", "--rm", image, "cat", "/data/pushed").ok().text())
          .isEqualTo("pushed");
      String digest =
          bench.docker("image", "inspect", "-f", "{{index .RepoDigests 0}}", image).ok().text();
      assertThat(digest).startsWith(Workbench.REGISTRY + "/wf/shop@sha256:");
      bench.docker("rmi", image).ok();
      // A container whose image is missing pulls it.
      assertThat(bench.docker("run", "--rm", image, "cat", "/data/pushed").ok().errors())
          .contains("Unable to find image", "Downloaded newer image");
      bench.docker("rmi", image).ok();
      bench.docker("pull", digest).ok();
      bench.docker("rmi", digest).ok();
      assertThat(bench.docker("pull", Workbench.REGISTRY + "/wf/none:1").exits(1).errors())
          .contains("not found");
      assertThat(registry.runs()).isTrue();
    }
  }

  @Test
  void aRegistryThatNoPatternNamesIsRefused() throws Exception {
    assertThat(bench.docker("pull", "127.0.0.1:9/wf/x:1").exits(1).errors())
        .contains("cofferdam:", "(image.registry)");
  }
}
