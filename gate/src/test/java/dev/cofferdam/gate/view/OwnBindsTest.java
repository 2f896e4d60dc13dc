package dev.cofferdam.gate.view;

import static dev.cofferdam.gate.view.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.policy.MountVolume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Binds as they were written, whatever the gate has made of them. */
class OwnBindsTest {
  private static final String VOLUME = new MountVolume("/srv/p", true).name();

  private final Scene scene = new Scene();

  @AfterEach
  void end() throws IOException {
    scene.close();
  }

  private static JsonNode container(String label, String mounts) {
    JsonNode container =
        tree(
            "{'Config':{'Labels':{'a':'b'}},'HostConfig':{'Mounts':[]},'Mounts':[" + mounts + "]}");
    if (container.path("Config").path("Labels") instanceof ObjectNode labels) {
      labels.put("dev.cofferdam.binds", Scene.json(label));
    }
    return container;
  }

  private static String volume(String destination) {
    return "{'Type':'volume','Name':'%s','Source':'/var/lib/x','Destination':'%s','Driver':'local','Mode':'z','RW':true}"
        .formatted(VOLUME, destination);
  }

  @Test
  void bothFormsComeBackAndTheLabelGoes() throws Exception {
    JsonNode seen =
        container(
            "{'Binds':['/w/x:/y/:ro','vol:/v'],"
                + "'Mounts':[{'Type':'bind','Source':'/w','Target':'/z'}]}",
            volume("/y")
                + ","
                + volume("/z")
                + ",{'Type':'volume','Name':'vol','Destination':'/v'}");
    OwnBinds.inspected(seen, scene.sight());
    assertThat(seen.path("HostConfig").toString())
        .isEqualTo(
            Scene.json(
                "{'Mounts':[{'Type':'bind','Source':'/w','Target':'/z'}],"
                    + "'Binds':['/w/x:/y/:ro','vol:/v']}"));
    assertThat(seen.path("Config").path("Labels").toString()).isEqualTo(Scene.json("{'a':'b'}"));
    assertThat(Scene.each(seen.path("Mounts"), "Type")).containsExactly("bind", "bind", "volume");
    assertThat(Scene.each(seen.path("Mounts"), "Source")).containsExactly("/w/x", "/w", "");
    assertThat(Scene.each(seen.path("Mounts"), "Mode")).containsExactly("ro", "", "");
    assertThat(seen.toString()).doesNotContain(VOLUME, "/var/lib");
  }

  @Test
  void aPathOfTheHostIsShownAsItWasWrittenToo() throws Exception {
    JsonNode seen =
        container(
            "{'Binds':['/w/x:/y']}", "{'Type':'bind','Source':'/srv/p/x','Destination':'/y'}");
    OwnBinds.inspected(seen, scene.sight());
    assertThat(Scene.each(seen.path("Mounts"), "Source")).containsExactly("/w/x");
  }

  @Test
  void whatAnotherContainerBroughtAlongIsShownAsTheMountItIsIn(@TempDir Path folder)
      throws Exception {
    String root = folder.toRealPath().toString();
    String name = new MountVolume(root, true).name();
    JsonNode seen = tree("{'Mounts':[{'Type':'volume','Name':'" + name + "','Destination':'/y'}]}");
    OwnBinds.listed(seen, scene.sight(TestGate.policy("mounts: ['/workspace=" + root + "']\n")));
    assertThat(Scene.each(seen.path("Mounts"), "Source")).containsExactly("/workspace");
    assertThat(seen.toString()).doesNotContain(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[1,2]", "'text'", "{'Binds':'x','Mounts':7}", "{}"})
  void aLabelThatAnImageBroughtSaysNothingAndHidesTheVolume(String label) throws Exception {
    JsonNode seen = container(label, volume("/y"));
    OwnBinds.inspected(seen, scene.sight());
    assertThat(seen.toString()).doesNotContain(VOLUME, "dev.cofferdam.binds");
  }

  /** Forty containers, each of which takes over the volumes of all others. */
  @Test
  void aWebOfContainersCostsLittle() throws Exception {
    String[] ids = new String[40];
    Arrays.setAll(ids, i -> "%064x".formatted(i + 1));
    String from = Stream.of(ids).collect(Collectors.joining("','", "['", "']"));
    for (String id : ids) {
      scene.objects.put(
          "GET /containers/" + id + "/json",
          Scene.json(
              "{'Id':'%s','Config':{'Labels':{}},'HostConfig':{'VolumesFrom':%s}}"
                  .formatted(id, from)));
    }
    JsonNode seen =
        tree(
            "{'Id':'%s','Config':{'Labels':{}},'HostConfig':{'VolumesFrom':%s},'Mounts':[%s]}"
                .formatted(ids[0], from, volume("/y")));
    OwnBinds.inspected(seen, scene.sight());
    assertThat(scene.engine.lines()).hasSizeBetween(2, 17);
    assertThat(seen.toString()).doesNotContain(VOLUME, "/var/lib");
  }
}
