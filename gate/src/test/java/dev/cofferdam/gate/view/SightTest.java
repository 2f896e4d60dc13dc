package dev.cofferdam.gate.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.gate.record.Ownership;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the principal sees of objects that only their name is known of. */
class SightTest {
  private final Scene scene = new Scene();

  @AfterEach
  void end() throws IOException {
    scene.close();
  }

  @Test
  void aContainerIsSeenByItsLabelAlone() throws Exception {
    scene.container("mine", "agent").container("theirs", "other").container("host", "");
    assertThat(scene.sight().containerSeen("mine")).contains(true);
    assertThat(scene.sight().containerSeen("theirs")).contains(false);
    assertThat(scene.sight().containerSeen("host")).contains(false);
    assertThat(scene.sight().containerSeen("gone")).isEmpty();
  }

  @Test
  void aNetworkIsSeenByItsLabelOrWhenItIsShared() throws Exception {
    scene.network("n1", "mine", "agent").network("n2", "theirs", "other");
    scene.network("n3", "team", "").network("n4", "bridge", "").network("team", "x", "other");
    assertThat(scene.sight().networkSeen("n1")).contains(true);
    assertThat(scene.sight().networkSeen("n2")).contains(false);
    assertThat(scene.sight().networkSeen("n3")).contains(true);
    assertThat(scene.sight().networkSeen("n4")).contains(false);
    // It is the network's own name that is shared, not what it was asked for by.
    assertThat(scene.sight().networkSeen("team")).contains(false);
    assertThat(scene.sight().networkSeen("gone")).isEmpty();
  }

  @Test
  void anEngineThatDoesNotAnswerShowsNothing() throws Exception {
    scene.engine.stop();
    Sight sight = scene.sight();
    assertThatThrownBy(() -> sight.containerSeen("c")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> sight.networkSeen("n")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> sight.volumeSeen("v")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> sight.imageSeen("i")).isInstanceOf(IOException.class);
  }

  @Test
  void aVolumeIsSeenByTheRecordOrByItsLabel() throws Exception {
    scene.ownership.own(Ownership.Kind.VOLUME, "recorded", "agent");
    scene.ownership.own(Ownership.Kind.VOLUME, "elsewhere", "other");
    scene.volume("mine", "agent").volume("theirs", "other").volume("host", "");
    assertThat(scene.sight().volumeSeen("recorded")).contains(true);
    assertThat(scene.sight().volumeSeen("elsewhere")).contains(false);
    assertThat(scene.sight().volumeSeen("mine")).contains(true);
    assertThat(scene.sight().volumeSeen("theirs")).contains(false);
    assertThat(scene.sight().volumeSeen("host")).contains(false);
    assertThat(scene.sight().volumeSeen("gone")).isEmpty();
  }

  @Test
  void anImageIsSeenUnlessItIsSomebodyElses() throws Exception {
    scene.image("mine:1", "sha256:1", "agent").image("theirs:1", "sha256:2", "other");
    scene.image("debian:13", "sha256:3", "");
    assertThat(scene.sight().imageSeen("mine:1")).contains(true);
    assertThat(scene.sight().imageSeen("theirs:1")).contains(false);
    assertThat(scene.sight().imageSeen("debian:13")).contains(true);
    assertThat(scene.sight().imageSeen("gone:1")).isEmpty();
  }

  @Test
  void aPolicyThatSeesAllSeesTheObjectsOfOthers() throws Exception {
    scene.container("theirs", "other").volume("theirs", "other").network("n", "theirs", "other");
    Sight sight = scene.sight(Scene.OBSERVE);
    assertThat(sight.containerSeen("theirs")).contains(true);
    assertThat(sight.volumeSeen("theirs")).contains(true);
    assertThat(sight.networkSeen("n")).contains(true);
  }
}
