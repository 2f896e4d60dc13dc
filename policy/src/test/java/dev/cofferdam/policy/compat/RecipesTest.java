package dev.cofferdam.policy.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.settings.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes of the documentation open what each tool calls, and nothing else. */
class RecipesTest {
  private static final Path RECIPES = Path.of("..", "docs", "recipes");
  private static final String HELLO = "SystemPing SystemPingHead SystemVersion ";

  @ParameterizedTest
  @CsvSource({
    "traefik, ContainerList ContainerInspect SystemEvents",
    "traefik-swarm, ServiceList TaskList NetworkList NodeInspect",
    "dozzle, ContainerList ContainerInspect ContainerLogs ContainerStats SystemInfo SystemEvents",
    "homepage, ContainerList ContainerInspect ContainerStats",
    "diun, ContainerList ContainerInspect ImageList ImageInspect",
    "watchtower, ContainerList ContainerInspect ContainerStop ContainerKill ContainerDelete"
        + " ContainerCreate ContainerRename ContainerStart ImageInspect ImageCreate"
        + " ImageDelete NetworkInspect NetworkConnect NetworkDisconnect",
  })
  void aRecipeOpensExactlyWhatTheToolCalls(String recipe, String operations) throws Exception {
    assertThat(allowed(recipe))
        .isEqualTo(
            Stream.of((HELLO + operations).split(" "))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void portainerManagesOneEngineAndNoSwarm() throws Exception {
    Set<String> allowed = allowed("portainer");
    assertThat(allowed)
        .contains(
            (HELLO
                    + "SystemInfo SystemEvents SystemDataUsage ContainerList ContainerInspect"
                    + " ContainerCreate ContainerStart ContainerStop ContainerKill ContainerRestart"
                    + " ContainerPause ContainerUnpause ContainerRename ContainerUpdate"
                    + " ContainerDelete ContainerPrune ContainerLogs ContainerStats ContainerTop"
                    + " ContainerAttach ContainerAttachWebsocket ContainerExec ExecStart ExecResize"
                    + " ExecInspect ContainerArchive PutContainerArchive ImageList ImageInspect"
                    + " ImageHistory ImageCreate ImageTag ImagePush ImageDelete ImagePrune"
                    + " ImageGet ImageLoad NetworkList NetworkInspect NetworkCreate NetworkConnect"
                    + " NetworkDisconnect NetworkDelete NetworkPrune VolumeList VolumeInspect"
                    + " VolumeCreate VolumeDelete VolumePrune PluginList")
                .split(" "));
    assertThat(allowed)
        .doesNotContain(
            "ContainerExport",
            "ImageCommit",
            "ImageBuild",
            "Session",
            "BuildKitGrpc",
            "SystemAuth",
            "PluginPull",
            "SwarmInit",
            "SwarmInspect",
            "ServiceCreate",
            "SecretList",
            "NodeUpdate");
  }

  @Test
  void noToolThatOnlyLooksMayChangeAnythingOrReadFiles() throws Exception {
    for (String recipe : new String[] {"traefik", "traefik-swarm", "dozzle", "homepage", "diun"}) {
      assertThat(allowed(recipe))
          .as(recipe)
          .doesNotContain(
              "ContainerCreate",
              "ContainerExec",
              "ContainerStart",
              "ContainerStop",
              "ExecStart",
              "ContainerArchive",
              "ContainerExport",
              "ContainerAttachWebsocket",
              "ImageGet");
    }
  }

  @Test
  void everyRecipeIsTested() throws Exception {
    try (Stream<Path> files = Files.list(RECIPES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "traefik.yaml",
              "traefik-swarm.yaml",
              "dozzle.yaml",
              "homepage.yaml",
              "diun.yaml",
              "watchtower.yaml",
              "portainer.yaml");
    }
  }

  private static Set<String> allowed(String recipe) throws Exception {
    Policy policy = new CompatPolicy(new PolicyFile(Set.of()).read(recipe, text(recipe + ".yaml")));
    return Arrays.stream(Operation.values())
        .filter(operation -> Compat.allows(policy, operation))
        .map(Operation::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(String file) throws IOException {
    return Files.readString(RECIPES.resolve(file));
  }
}
