package dev.cofferdam.gate.view;

import static dev.cofferdam.gate.view.Scene.texts;
import static dev.cofferdam.gate.view.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is hidden in a document, and that nothing else of it changes. */
class MasksTest {
  @Test
  void theNamesOfEnvironmentVariablesStayAndTheirValuesGo() {
    JsonNode root =
        tree(
            "{'Id':'c','Config':{'Env':['A=secret','B=','C','D=x=y','=z','É=ü'],'Cmd':['A=b']},"
                + "'ContainerConfig':{'Env':['E=secret']}}");
    Masks.environment(root);
    assertThat(texts(root.path("Config").path("Env")))
        .containsExactly("A=***", "B=***", "C", "D=***", "=***", "É=***");
    assertThat(texts(root.path("ContainerConfig").path("Env"))).containsExactly("E=***");
    assertThat(texts(root.path("Config").path("Cmd"))).containsExactly("A=b");
    assertThat(root.path("Id").asString()).isEqualTo("c");
  }

  @Test
  void theLayersOnTheHostsDiskGo() {
    JsonNode root =
        tree("{'GraphDriver':{'Name':'overlay2','Data':{'UpperDir':'/var/lib/docker/x'}}}");
    Masks.environment(root);
    assertThat(root).isEqualTo(tree("{'GraphDriver':{'Name':'overlay2'}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{'Config':null}",
        "{'Config':{'Env':null}}",
        "{'Config':{'Env':{}}}",
        "{'Config':[],'GraphDriver':null}"
      })
  void aDocumentWithoutAnEnvironmentStaysAsItIs(String text) {
    JsonNode root = tree(text);
    Masks.environment(root);
    assertThat(root).isEqualTo(tree(text));
  }

  @Test
  void whatConcernsTheHostGoesFromTheEnginesInformation() {
    JsonNode root =
        tree(
            "{'ID':'ABCD','Name':'build7','DockerRootDir':'/srv/docker','NCPU':2,"
                + "'ServerVersion':'20.10.24','HttpProxy':'http://u:secret@p','HttpsProxy':'secret',"
                + "'NoProxy':'secret','RegistryConfig':{'Mirrors':['https://secret']},"
                + "'Swarm':{'NodeID':'secret'},'Plugins':{'Volume':['secret']},"
                + "'Labels':['rack=secret'],'GenericResources':[{'secret':1}],"
                + "'Containerd':{'Address':'/run/secret'},'DiscoveredDevices':[{'ID':'secret'}]}");
    Masks.info(root);
    assertThat(root.toString()).doesNotContain("secret", "build7", "ABCD", "/srv");
    assertThat(root)
        .isEqualTo(
            tree(
                "{'ID':'cofferdam','Name':'cofferdam','DockerRootDir':'/','NCPU':2,"
                    + "'ServerVersion':'20.10.24','HttpProxy':'','HttpsProxy':'','NoProxy':'',"
                    + "'RegistryConfig':{},'Swarm':{},'Plugins':{},'Labels':[],"
                    + "'GenericResources':[]}"));
  }

  @Test
  void informationGetsNoMemberThatTheEngineDidNotGive() {
    JsonNode root = tree("{'NCPU':2}");
    Masks.info(root);
    assertThat(root).isEqualTo(tree("{'NCPU':2}"));
  }
}
