package dev.cofferdam.gate.view;

import static dev.cofferdam.gate.view.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.gate.record.Ownership;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events of the engine's stream a principal gets. */
class EventsTest {
  private final Scene scene = new Scene();

  @AfterEach
  void end() throws IOException {
    scene.close();
  }

  private static String event(String type, String action, String id, String attributes) {
    return json(
            "{'status':'%s','Type':'%s','Action':'%s','Actor':{'ID':'%s','Attributes':{%s}}}"
                .formatted(action, type, action, id, attributes))
        + "\n";
  }

  private static String ofContainer(String action, String owner) {
    return event("container", action, "c-" + owner, "'dev.cofferdam.owner':'" + owner + "'");
  }

  /** The lines that come out, each as it went in. */
  private List<String> passed(String... lines) throws IOException {
    return passed(
        new ByteArrayInputStream(String.join("", lines).getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> passed(InputStream in) throws IOException {
    List<String> out = new ArrayList<>();
    Events.filter(in, scene.sight(), new Collector(out));
    return out;
  }

  private record Collector(List<String> out) implements ResponseSink {
    @Override
    public void begin(int status, Map<String, String> headers) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {
      out.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void end() {}

    @Override
    public void onCancel(Runnable action) {}
  }

  @Test
  void eventsOfContainersPassByTheirLabelWithoutAQuestion() throws Exception {
    String mine = ofContainer("start", "agent");
    String host = event("container", "start", "c", "'image':'debian'");
    assertThat(passed(mine, ofContainer("start", "other"), host, mine)).containsExactly(mine, mine);
    assertThat(scene.engine.lines()).isEmpty();
  }

  @Test
  void eventsOfImagesPassUnlessTheImageIsSomebodyElses() throws Exception {
    scene.image("sha256:host", "sha256:host", "");
    scene.ownership.own(Ownership.Kind.IMAGE, "sha256:pulled", "other");
    String mine = event("image", "tag", "sha256:1", "'dev.cofferdam.image-owner':'agent'");
    String theirs = event("image", "tag", "sha256:2", "'dev.cofferdam.image-owner':'other'");
    String host = event("image", "tag", "sha256:host", "");
    String pulled = event("image", "tag", "sha256:pulled", "");
    String unknown = event("image", "tag", "sha256:unknown", "");
    assertThat(passed(mine, theirs, host, pulled, unknown)).containsExactly(mine, host);
  }

  @Test
  void theEndOfAnObjectIsToldToWhoSawItBefore() throws Exception {
    scene.volume("mine", "agent").volume("theirs", "other").network("n", "net", "agent");
    String create = event("volume", "create", "mine", "");
    String destroy = event("volume", "destroy", "mine", "");
    String network = event("network", "create", "n", "'name':'net'");
    String networkGone = event("network", "destroy", "n", "'name':'net'");
    List<String> lines =
        List.of(
            create,
            event("volume", "create", "theirs", ""),
            network,
            destroy,
            event("volume", "destroy", "theirs", ""),
            networkGone);
    assertThat(passed(new Slowly(lines, 3, scene.objects::clear)))
        .containsExactly(create, network, destroy, networkGone);
  }

  @Test
  void theEndOfAnObjectThatNobodyWasSeenToMakeIsToldToNobody() throws Exception {
    assertThat(
            passed(
                event("volume", "destroy", "v", ""),
                event("network", "destroy", "n", ""),
                event("image", "delete", "sha256:1", "")))
        .isEmpty();
  }

  /** A client may ask for mounts alone: then nobody tells that the volume became another one. */
  @Test
  void theNextVolumeOfTheSameNameIsJudgedAnew() throws Exception {
    scene.volume("v", "agent");
    String mount = event("volume", "mount", "v", "'driver':'local'");
    List<String> lines = List.of(mount, mount, mount);
    assertThat(passed(new Slowly(lines, 2, () -> scene.volume("v", "other"))))
        .containsExactly(mount, mount);
  }

  @Test
  void aVolumeThatIsGoneWhenItsLastMountEndsIsStillItsOwners() throws Exception {
    scene.volume("v", "agent");
    String create = event("volume", "create", "v", "");
    String unmount = event("volume", "unmount", "v", "");
    String destroy = event("volume", "destroy", "v", "");
    assertThat(passed(new Slowly(List.of(create, unmount, destroy), 1, scene.objects::clear)))
        .containsExactly(create, unmount, destroy);
  }

  @Test
  void whoJoinsASharedNetworkIsNotTold() throws Exception {
    scene.network("n", "team", "").container("c1", "agent").container("c2", "other");
    String mine = event("network", "connect", "n", "'container':'c1','name':'team'");
    String theirs = event("network", "connect", "n", "'container':'c2','name':'team'");
    String gone = event("network", "disconnect", "n", "'container':'c3','name':'team'");
    String network = event("network", "update", "n", "'name':'team'");
    assertThat(passed(mine, theirs, gone, network)).containsExactly(mine, network);
  }

  @Test
  void anIdIsAskedAboutOnce() throws Exception {
    scene.network("n", "net", "agent").container("c", "agent");
    String connect = event("network", "connect", "n", "'container':'c'");
    assertThat(passed(connect.repeat(50))).hasSize(50);
    assertThat(scene.engine.lines())
        .containsExactly("GET /v1.41/networks/n", "GET /v1.41/containers/c/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"daemon", "plugin", "service", "node", "secret", "config", "", "Container"})
  void whatBelongsToNobodyIsNotTold(String type) throws Exception {
    assertThat(passed(event(type, "reload", "x", "'dev.cofferdam.owner':'agent'"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"container\"", "{}", "{\"Type\":{}}"})
  void anEventOfAnotherShapeIsNotTold(String line) throws Exception {
    String mine = ofContainer("die", "agent");
    assertThat(passed(line + "\n", "\r\n", mine)).containsExactly(mine);
  }

  @Test
  void aStreamThatIsNoJsonEnds() {
    String mine = ofContainer("die", "agent");
    assertThatThrownBy(() -> passed(mine, "{\"Type\":\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void anEventWithoutAnEndTakesNoEndlessMemory() {
    InputStream endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            throw new UnsupportedOperationException("read many");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            given += length;
            assertThat(given).isLessThan(2 * 1024 * 1024);
            Arrays.fill(buffer, offset, offset + length, (byte) 'x');
            return length;
          }
        };
    assertThatThrownBy(() -> passed(endless))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void eventsComeOutWholeHoweverTheyArrive() throws Exception {
    Random random = new Random(7);
    String mine = ofContainer("exec_create: echo ü", "agent");
    String theirs = ofContainer("die", "other");
    for (int round = 0; round < 100; round++) {
      List<String> pieces = new ArrayList<>();
      byte[] bytes = (mine + theirs).repeat(5).getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(200));
        pieces.add(new String(bytes, at, length, StandardCharsets.ISO_8859_1));
        at += length;
      }
      assertThat(passed(new Slowly(pieces, -1, () -> {}))).containsOnly(mine).hasSize(5);
    }
  }

  /** A stream that comes piece by piece; before one of them something happens. */
  private static final class Slowly extends InputStream {
    private final List<String> pieces;
    private final int when;
    private final Runnable happens;
    private int next;

    /** The bytes of each piece are its characters. */
    Slowly(List<String> pieces, int when, Runnable happens) {
      this.pieces = pieces;
      this.when = when;
      this.happens = happens;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read whole pieces");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (next == pieces.size()) {
        return -1;
      }
      if (next == when) {
        happens.run();
      }
      byte[] bytes = pieces.get(next++).getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(bytes, 0, buffer, offset, bytes.length);
      return bytes.length;
    }
  }
}
