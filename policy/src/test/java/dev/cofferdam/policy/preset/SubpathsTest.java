package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static dev.cofferdam.policy.preset.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binds on an engine that mounts subpaths. */
class SubpathsTest {
  private static final MountVolume PROJECT = new MountVolume("/home/ann/p", true);
  private static final MountVolume DATA = new MountVolume("/srv/ro", false);

  private final Scene scene = new Scene().engine(45);

  @Test
  void aBindBecomesASubpathOfTheProjectsVolume() {
    Verdict verdict = scene.host("\"Binds\":[\"/workspace/src:/w:rw,cached\"]");
    assertThat(json(verdict))
        .doesNotContain("\"Binds\":[\"/home")
        .contains(
            "\"Type\":\"volume\",\"Source\":\"" + PROJECT.name() + "\",\"Target\":\"/w\"",
            "\"NoCopy\":true",
            "\"Subpath\":\"src\"",
            "\"device\":\"/home/ann/p\"",
            // What was written, for the caller's own view.
            "\"dev.cofferdam.binds\":\"{\\\"Binds\\\":[\\\"/workspace/src:/w:rw,cached\\\"]}\"");
    assertThat(forward(verdict).preparation().mounts()).containsExactly(PROJECT);
  }

  @Test
  void theRootItselfIsTheWholeVolume() {
    assertThat(json(scene.host("\"Binds\":[\"/workspace:/w\"]")))
        .contains(PROJECT.name())
        .doesNotContain("Subpath");
  }

  @Test
  void theCallIsMadeInAVersionInWhichSubpathsCount() {
    assertThat(forward(scene.host("\"Binds\":[\"/workspace:/w\"]")).call().version())
        .isEqualTo(new ApiVersion(45));
    assertThat(forward(scene.host("\"Binds\":[\"myvol:/w\"]")).call().version())
        .isEqualTo(new ApiVersion(41));
  }

  @Test
  void anEngineThatIgnoresSubpathsGetsNone() {
    for (int minor : new int[] {40, 41, 43, 44}) {
      String json = json(new Scene().engine(minor).host("\"Binds\":[\"/workspace/src:/w\"]"));
      assertThat(json).contains("\"/home/ann/p/src:/w\"").doesNotContain("Subpath");
    }
  }

  @Test
  void bothFormsBecomeTheSameMount() {
    String longForm =
        "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/workspace/src\",\"Target\":\"/w\"}]";
    assertThat(json(scene.host(longForm)))
        .contains("\"Source\":\"" + PROJECT.name() + "\"", "\"Subpath\":\"src\"")
        .doesNotContain("BindOptions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Binds\":[\"/data/data:/w:rw\"]",
        "\"Binds\":[\"/data/data:/w\"]",
        "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/data/data\",\"Target\":\"/w\"}]",
      })
  void aReadOnlyMountIsAReadOnlyVolumeToo(String member) {
    assertThat(json(scene.host(member)))
        .contains("\"Source\":\"" + DATA.name() + "\"", "\"ReadOnly\":true", "\"bind,ro,private\"");
  }

  @Test
  void aMissingFolderIsMadeForTheShortFormOnly() {
    scene.fact(
        new Reference.HostPath("/home/ann/p/new/x", "/home/ann/p"),
        new Fact.HostPath("/home/ann/p/new/x", false, true, "/home/ann/p"));
    assertThat(forward(scene.host("\"Binds\":[\"/workspace/new/x:/w\"]")).preparation().folders())
        .containsExactly(new Verdict.NewFolder("/home/ann/p", "new/x"));
    String mount = "{\"Type\":\"bind\",\"Source\":\"/workspace/new/x\",\"Target\":\"/w\"%s}";
    assertThat(finding(scene.host("\"Mounts\":[" + mount.formatted("") + "]")).message())
        .isEqualTo(
            "invalid mount config for type \"bind\": bind source path does not exist:"
                + " /workspace/new/x");
    String making = mount.formatted(",\"BindOptions\":{\"CreateMountpoint\":true}");
    assertThat(forward(scene.host("\"Mounts\":[" + making + "]")).preparation().folders())
        .hasSize(1);
  }

  @Test
  void aMissingFolderInAReadOnlyMountIsNotMade() {
    scene.fact(
        new Reference.HostPath("/srv/ro/new", "/srv/ro"),
        new Fact.HostPath("/srv/ro/new", false, true, "/srv/ro"));
    assertThat(finding(scene.host("\"Binds\":[\"/data/new:/w\"]")).rule())
        .isEqualTo("container.bind");
  }

  @Test
  void aMountThatIsASingleFileIsBoundAsAPath() {
    scene.fact(
        new Reference.HostPath("/srv/ro", "/srv/ro"), new Fact.HostPath("/srv/ro", true, true, ""));
    assertThat(json(scene.host("\"Binds\":[\"/data:/w\"]"))).contains("\"/srv/ro:/w:ro\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Binds\":[\"%s:/w\"]",
        "\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"%s\",\"Target\":\"/w\"}]",
      })
  void theGatesVolumesAreNobodysByName(String member) {
    String there = member.formatted(PROJECT.name());
    assertThat(finding(scene.host(there)).rule()).isEqualTo("volume.reserved");
    scene.fact(new Reference.Volume(PROJECT.name()), new Fact.Volume(PROJECT.name(), null));
    assertThat(finding(scene.host(there)).rule()).isEqualTo("volume.foreign");
  }

  @Test
  void aVolumeCannotTakeTheNameOfOneOfTheGates() {
    String body = "{\"Name\":\"" + PROJECT.name() + "\"}";
    assertThat(finding(scene.decide(Operation.VOLUME_CREATE, null, "", body)).rule())
        .isEqualTo("volume.reserved");
  }

  @Test
  void aPathThatTheRulesLetPassStaysAPath() {
    scene.rule("container.bind", RuleSetting.ALLOW);
    assertThat(json(scene.host("\"Binds\":[\"/etc:/w\"]"))).contains("\"Binds\":[\"/etc:/w\"]");
  }
}
