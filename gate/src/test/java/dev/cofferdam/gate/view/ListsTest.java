package dev.cofferdam.gate.view;

import static dev.cofferdam.gate.view.Scene.each;
import static dev.cofferdam.gate.view.Scene.labels;
import static dev.cofferdam.gate.view.Scene.texts;
import static dev.cofferdam.gate.view.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.gate.record.Ownership;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Which elements of a list stay. */
class ListsTest {
  private final Scene scene = new Scene();

  @AfterEach
  void end() throws IOException {
    scene.close();
  }

  private static String image(String id, String owner, String... tags) {
    return "{'Id':'%s','Size':10,'Labels':%s,'RepoTags':['%s']}"
        .formatted(id, labels("image-owner", owner), String.join("','", tags));
  }

  @Test
  void imagesOfTheHostAndOnesOwnStay() {
    JsonNode root =
        tree(
            "[%s,%s,%s,%s]"
                .formatted(
                    image("host", "", "debian:13"),
                    image("mine", "agent", "mine:1"),
                    image("theirs", "other", "theirs:1"),
                    "{'Id':'bare','Labels':null,'RepoTags':null}"));
    Lists.images(root, scene.sight());
    assertThat(each(root, "Id")).containsExactly("host", "mine", "bare");
  }

  @Test
  void theTagsOfOthersDoNotShowOnAnImageThatIsSeen() throws Exception {
    scene.ownership.ownTag("docker.io/library/theirs:1", "host", "other");
    scene.ownership.ownTag("docker.io/library/mine:1", "host", "agent");
    JsonNode root =
        tree(
            "[%s]"
                .formatted(image("host", "", "debian:13", "theirs:1", "mine:1", "<none>:<none>")));
    Lists.images(root, scene.sight());
    assertThat(texts(root.path(0).path("RepoTags")))
        .containsExactly("debian:13", "mine:1", "<none>:<none>");
  }

  @Test
  void noDigestTellsTheNameOfAHiddenTag() throws Exception {
    scene.ownership.ownTag("docker.io/secret/x:1", "host", "other");
    JsonNode root =
        tree(
            "[{'Id':'host','RepoTags':['debian:13','secret/x:1'],"
                + "'RepoDigests':['debian@sha256:1','secret/x@sha256:1']}]");
    Lists.images(root, scene.sight());
    assertThat(texts(root.path(0).path("RepoDigests"))).containsExactly("debian@sha256:1");
  }

  @Test
  void aTagThatWasMovedToAnotherImageIsTheHosts() throws Exception {
    scene.ownership.ownTag("docker.io/library/moved:1", "earlier", "other");
    JsonNode root = tree("[" + image("host", "", "moved:1") + "]");
    Lists.images(root, scene.sight());
    assertThat(texts(root.path(0).path("RepoTags"))).containsExactly("moved:1");
  }

  @Test
  void anImageThatAnotherPrincipalBroughtIsNotSeen() throws Exception {
    scene.ownership.own(Ownership.Kind.IMAGE, "pulled", "other");
    scene.ownership.own(Ownership.Kind.IMAGE, "mine", "agent");
    JsonNode root = tree("[%s,%s]".formatted(image("pulled", "", "x:1"), image("mine", "", "y:1")));
    Lists.images(root, scene.sight());
    assertThat(each(root, "Id")).containsExactly("mine");
  }

  /** A tag of one's own on an image that somebody else made does not make it one's own. */
  @Test
  void aLabelSaysMoreThanATag() throws Exception {
    scene.ownership.ownTag("docker.io/library/mine:1", "host", "agent");
    JsonNode root = tree("[%s]".formatted(image("theirs", "other", "mine:1")));
    Lists.images(root, scene.sight());
    assertThat(root).isEmpty();
  }

  @Test
  void volumesStayByLabelOrByTheRecord() throws Exception {
    scene.ownership.own(Ownership.Kind.VOLUME, "recorded", "agent");
    scene.ownership.own(Ownership.Kind.VOLUME, "elsewhere", "other");
    scene.ownership.own(Ownership.Kind.VOLUME, "relabelled", "agent");
    JsonNode root =
        tree(
            ("{'Volumes':[{'Name':'a','Labels':%s},{'Name':'b','Labels':%s},{'Name':'host',"
                    + "'Labels':null},{'Name':'recorded','Labels':null},{'Name':'elsewhere'},"
                    + "{'Name':'relabelled','Labels':%s}],'Warnings':['w']}")
                .formatted(
                    labels("owner", "agent"), labels("owner", "other"), labels("owner", "other")));
    Lists.volumes(root, scene.sight());
    assertThat(each(root.path("Volumes"), "Name")).containsExactly("a", "recorded");
    assertThat(texts(root.path("Warnings"))).containsExactly("w");
  }

  @Test
  void networksStayByLabelOrBecauseTheyAreShared() throws Exception {
    JsonNode root =
        tree(
            ("[{'Name':'bridge'},{'Name':'team','Labels':{}},{'Name':'mine','Labels':%s},"
                    + "{'Name':'theirs','Labels':%s},{'Name':'team2','Labels':{}}]")
                .formatted(labels("owner", "agent"), labels("owner", "other")));
    Lists.networks(root, scene.sight());
    assertThat(each(root, "Name")).containsExactly("team", "mine");
  }

  @Test
  void aNetworkShowsOnlyOnesOwnContainers() throws Exception {
    scene.container("c1", "agent").container("c2", "other").container("c3", "");
    JsonNode root =
        tree("{'Name':'team','Containers':{'c1':{},'c2':{},'c3':{},'gone':{},'ep-lb':{}}}");
    Lists.containersOfNetwork(root, scene.sight());
    assertThat(root).isEqualTo(tree("{'Name':'team','Containers':{'c1':{}}}"));
  }

  @Test
  void diskUsageCountsOnlyWhatIsSeen() throws Exception {
    JsonNode root =
        tree(
            ("{'LayersSize':999,'Images':[%s,%s,%s],'Containers':[{'Id':'c1','Labels':%s},"
                    + "{'Id':'c2','Labels':{}}],'Volumes':[{'Name':'v','Labels':%s},{'Name':'w'}],"
                    + "'BuildCache':[{'ID':'layer'}],'BuilderSize':5,'ImageUsage':{'TotalSize':999}}")
                .formatted(
                    image("host", "", "debian:13"),
                    image("mine", "agent", "mine:1"),
                    image("theirs", "other", "theirs:1"),
                    labels("owner", "agent"),
                    labels("owner", "agent")));
    Lists.diskUsage(root, scene.sight());
    assertThat(each(root.path("Images"), "Id")).containsExactly("host", "mine");
    assertThat(each(root.path("Containers"), "Id")).containsExactly("c1");
    assertThat(each(root.path("Volumes"), "Name")).containsExactly("v");
    assertThat(root.path("BuildCache")).isEmpty();
    assertThat(root.path("LayersSize").asLong()).isEqualTo(20);
    assertThat(root.has("ImageUsage")).isFalse();
  }

  /** Whatever the owners are: what stays is the caller's or a host's image, in its old order. */
  @Test
  void whatStaysIsSeenAndKeepsItsOrder() {
    Random random = new Random(41);
    String[] owners = {"", "agent", "other", "agent2", "Agent", "agent "};
    for (int round = 0; round < 300; round++) {
      var list = new ObjectMapper().createArrayNode();
      var expected = new ObjectMapper().createArrayNode();
      for (int i = random.nextInt(12); i > 0; i--) {
        String owner = owners[random.nextInt(owners.length)];
        JsonNode image = tree(image("i" + i, owner, "t:" + i));
        list.add(image.deepCopy());
        if (owner.isEmpty() || owner.equals("agent")) {
          expected.add(image);
        }
      }
      Lists.images(list, scene.sight());
      assertThat(list).isEqualTo(expected);
    }
  }
}
