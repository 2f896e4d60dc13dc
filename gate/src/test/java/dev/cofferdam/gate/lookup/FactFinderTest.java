package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.record.Ownership.Kind;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy learns about the names in a call, and whose things are. */
@Timeout(20)
class FactFinderTest {
  private static final Principal AGENT = new Principal("agent");
  private static final String ID = "c".repeat(64);
  private static final String IMAGE = "sha256:" + "1".repeat(64);

  private final Map<String, String> objects = new ConcurrentHashMap<>();
  private final Ownership ownership = Ownership.inMemory();
  private ScriptedEngine engine;
  private FactFinder finder;

  @BeforeEach
  void start() throws IOException {
    engine = ScriptedEngine.start().knowing(objects);
    finder = new FactFinder(new EngineLink(new EngineClient(engine.address())), ownership);
  }

  @AfterEach
  void end() throws IOException {
    engine.close();
  }

  private Fact find(Reference reference) throws IOException {
    Map<Reference, Fact> facts = finder.find(AGENT, Set.of(reference));
    assertThat(facts).containsOnlyKeys(reference);
    return Objects.requireNonNull(facts.get(reference));
  }

  /** The engine answers this line with JSON that is written with apostrophes. */
  private void know(String line, String json) {
    objects.put(line, json.replace('\'', '"'));
  }

  private void container(String name, String labels) {
    know(
        "GET /containers/" + name + "/json",
        "{'Id':'%s','Name':'/web','Image':'%s','Config':{'Labels':%s}}"
            .formatted(ID, IMAGE, labels));
  }

  private void image(String name, String labels, String... tags) {
    know(
        "GET /images/" + name + "/json",
        "{'Id':'%s','RepoTags':%s,'Config':{'Labels':%s,'OnBuild':['RUN x']}}"
            .formatted(
                IMAGE, tags.length == 0 ? "null" : "['" + String.join("','", tags) + "']", labels));
  }

  @Test
  void everyReferenceGetsItsOwnAnswer() throws Exception {
    container("web", "{'dev.cofferdam.owner':'agent'}");
    Reference known = new Reference.Container("web");
    Reference unknown = new Reference.Container("db");
    Reference network = new Reference.Network("web");
    assertThat(finder.find(AGENT, Set.of(known, unknown, network)))
        .isEqualTo(
            Map.of(
                known, new Fact.Container(ID, "web", "agent"),
                unknown, new Fact.Missing(),
                network, new Fact.Missing()));
    assertThat(finder.find(AGENT, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      nullValues = "nobody",
      value = {
        "{'dev.cofferdam.owner':'agent'} | agent",
        "{'dev.cofferdam.owner':'other'} | other",
        "{'dev.cofferdam.owner':''}      | nobody",
        "{'dev.cofferdam.Owner':'agent'} | nobody",
        "{'dev.cofferdam.image-owner':'agent'} | nobody",
        "{}                              | nobody",
        "null                            | nobody"
      })
  void aContainerBelongsToWhomItsLabelSays(String labels, String owner) throws Exception {
    container("web", labels);
    image(IMAGE.replace(":", "%3A"), "null");
    image(IMAGE, "null");
    assertThat(find(new Reference.Container("web")))
        .isEqualTo(new Fact.Container(ID, "web", owner));
  }

  /** Somebody made it past the gate, of an image with that label. */
  @Test
  void aLabelThatAContainerMayHaveFromItsImageSaysNothing() throws Exception {
    container("web", "{'dev.cofferdam.owner':'agent'}");
    image(IMAGE, "{'dev.cofferdam.owner':'agent'}");
    assertThat(find(new Reference.Container("web"))).isEqualTo(new Fact.Container(ID, "web", null));
    image(IMAGE, "{'dev.cofferdam.owner':'other'}");
    assertThat(find(new Reference.Container("web"))).isEqualTo(new Fact.Container(ID, "web", null));
    // The empty label of the gate's own images is what a container's own label stands above.
    image(IMAGE, "{'dev.cofferdam.owner':'','dev.cofferdam.image-owner':'agent'}");
    assertThat(find(new Reference.Container("web")))
        .isEqualTo(new Fact.Container(ID, "web", "agent"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | Multiple IDs found with provided prefix: c",
        "400 | multiple IDs found with provided prefix: c",
        "404 | multiple IDs found with provided prefix: c"
      })
  void aBeginningOfSeveralIdsIsAmbiguous(int status, String message) throws Exception {
    engine.answering(exchange -> exchange.json(status, "{\"message\":\"" + message + "\"}"));
    assertThat(find(new Reference.Container("c"))).isEqualTo(new Fact.Ambiguous());
  }

  @Test
  void aQuestionThatTheEngineDoesNotAnswerIsNoAnswer() throws Exception {
    engine.answering(exchange -> exchange.json(500, "{\"message\":\"no disk\"}"));
    for (Reference reference :
        List.of(
            new Reference.Container("c"),
            new Reference.Network("n"),
            new Reference.Volume("v"),
            new Reference.Image("i"),
            new Reference.Exec("e"),
            new Reference.Usage())) {
      assertThatThrownBy(() -> find(reference)).as("%s", reference).isInstanceOf(IOException.class);
    }
    engine.stop();
    assertThatThrownBy(() -> find(new Reference.Container("c"))).isInstanceOf(IOException.class);
  }

  /** An answer is of the moment of the question. */
  @Test
  void nothingIsRemembered() throws Exception {
    container("web", "{'dev.cofferdam.owner':'other'}");
    assertThat(find(new Reference.Container("web")))
        .isEqualTo(new Fact.Container(ID, "web", "other"));
    objects.clear();
    assertThat(find(new Reference.Container("web"))).isEqualTo(new Fact.Missing());
    container("web", "{'dev.cofferdam.owner':'agent'}");
    assertThat(find(new Reference.Container("web")))
        .isEqualTo(new Fact.Container(ID, "web", "agent"));
  }

  @Test
  void aNameThatIsNoPathSegmentIsNotAskedAbout() throws Exception {
    for (String name : List.of("", ".", "..")) {
      assertThat(find(new Reference.Container(name))).isEqualTo(new Fact.Missing());
      assertThat(find(new Reference.Volume(name))).isEqualTo(new Fact.Missing());
    }
    assertThat(engine.lines()).isEmpty();
    assertThat(find(new Reference.Container("a/../b"))).isEqualTo(new Fact.Missing());
    assertThat(engine.lines()).noneMatch(line -> line.contains("/../"));
  }

  @ParameterizedTest
  @CsvSource({"bridge,true", "host,true", "none,true", "net,false", "Bridge,false"})
  void theEnginesOwnNetworksAreKnownByTheirName(String name, boolean predefined) throws Exception {
    know(
        "GET /networks/asked",
        "{'Id':'%s','Name':'%s','Driver':'bridge','Labels':{'dev.cofferdam.owner':'agent'}}"
            .formatted(ID, name));
    assertThat(find(new Reference.Network("asked")))
        .isEqualTo(new Fact.Network(ID, name, "agent", "bridge", predefined));
  }

  @Test
  void aVolumeBelongsToWhomItsLabelOrElseTheRecordSays() throws Exception {
    ownership.own(Kind.VOLUME, "v", "agent");
    ownership.own(Kind.VOLUME, "gone", "agent");
    know("GET /volumes/v", "{'Name':'v','Labels':null}");
    assertThat(find(new Reference.Volume("v"))).isEqualTo(new Fact.Volume("v", "agent"));
    know("GET /volumes/v", "{'Name':'v','Labels':{'dev.cofferdam.owner':'other'}}");
    assertThat(find(new Reference.Volume("v"))).isEqualTo(new Fact.Volume("v", "other"));
    know("GET /volumes/w", "{'Name':'w','Labels':{}}");
    assertThat(find(new Reference.Volume("w"))).isEqualTo(new Fact.Volume("w", null));
    assertThat(find(new Reference.Volume("gone"))).isEqualTo(new Fact.Missing());
  }

  @Test
  void anExecIsThatOfItsContainer() throws Exception {
    know("GET /exec/e/json", "{'ID':'e','ContainerID':'%s'}".formatted(ID));
    assertThat(find(new Reference.Exec("e"))).isEqualTo(new Fact.Missing());
    container(ID, "{'dev.cofferdam.owner':'other'}");
    assertThat(find(new Reference.Exec("e")))
        .isEqualTo(new Fact.Exec("e", new Fact.Container(ID, "web", "other")));
    assertThat(find(new Reference.Exec("f"))).isEqualTo(new Fact.Missing());
  }

  @Test
  void anImageIsDescribedAsItIs() throws Exception {
    image("x:1", "{'dev.cofferdam.image-owner':'other','a':'b','empty':''}", "x:1", "y:2");
    assertThat(find(new Reference.Image("x:1")))
        .isEqualTo(
            new Fact.Image(
                IMAGE,
                "other",
                List.of("x:1", "y:2"),
                List.of("RUN x"),
                Set.of("dev.cofferdam.image-owner", "a")));
  }

  private @Nullable String owner(String name) throws IOException {
    return find(new Reference.Image(name)) instanceof Fact.Image image ? image.owner() : "missing";
  }

  @Test
  void anImageWithoutALabelIsItsTagsOwners() throws Exception {
    image("x:1", "null", "x:1");
    assertThat(owner("x:1")).isNull();
    ownership.ownTag("docker.io/library/x:1", IMAGE, "agent");
    assertThat(owner("x:1")).isEqualTo("agent");
    image("x:1", "{'dev.cofferdam.image-owner':'other'}", "x:1");
    assertThat(owner("x:1")).isEqualTo("other");
  }

  @Test
  void whoBroughtAnImageOwnsItAsLongAsNobodyElseNamesIt() throws Exception {
    ownership.own(Kind.IMAGE, IMAGE, "agent");
    ownership.ownTag("docker.io/library/x:1", IMAGE, "agent");
    image("1111", "null", "x:1");
    assertThat(owner("1111")).isEqualTo("agent");
    image("1111", "null");
    assertThat(owner("1111")).isEqualTo("agent");
    image("1111", "null", "x:1", "hosts:1");
    assertThat(owner("1111")).isNull();
    ownership.ownTag("docker.io/library/hosts:1", IMAGE, "other");
    assertThat(owner("1111")).isNull();
  }

  /** Somebody has moved it past the gate: whoever set it before has no claim to the other image. */
  @Test
  void aTagThatNamesAnotherImageNowIsNobodys() throws Exception {
    ownership.ownTag("docker.io/library/x:1", "sha256:another", "agent");
    image("x:1", "null", "x:1");
    assertThat(owner("x:1")).isNull();
  }

  @Test
  void aTagThatWasRemovedPastTheGateIsForgotten() throws Exception {
    ownership.ownTag("docker.io/library/x:1", IMAGE, "other");
    assertThat(find(new Reference.Image("x:1"))).isEqualTo(new Fact.Missing());
    assertThat(ownership.tagOwner("docker.io/library/x:1", IMAGE)).isEmpty();
  }

  @Test
  void whatAPrincipalUsesIsTheSumOverItsContainers() throws Exception {
    know(
        "GET /containers/json?all=1&filters=%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dagent"
            + "%22%5D%7D",
        "[{'Id':'a'},{'Id':'b'},{'Id':'gone'}]");
    know(
        "GET /containers/a/json",
        "{'Id':'a','HostConfig':{'Memory':100,'NanoCpus':500000000,"
            + "'PortBindings':{'80/tcp':[{'HostPort':'1'},{'HostPort':'2'}],'81/tcp':[]}}}");
    know(
        "GET /containers/b/json",
        "{'Id':'b','HostConfig':{'Memory':23,'CpuQuota':150000,'CpuPeriod':100000,"
            + "'PortBindings':{'80/tcp':[{'HostPort':'3'}]}}}");
    assertThat(find(new Reference.Usage())).isEqualTo(new Fact.Usage(2, 123, 3, 2_000_000_000L));
  }

  @Test
  void aHostPathIsLookedAtOnTheHost(@TempDir Path folder) throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc"));
    String root = folder.toRealPath().toString();
    assertThat(find(new Reference.HostPath(inside.toString(), root)))
        .isEqualTo(new Fact.HostPath(root + "/inside", true, true, root));
    assertThat(find(new Reference.HostPath(link.toString(), root)))
        .isEqualTo(new Fact.HostPath("/etc", true, false, root));
    assertThat(engine.lines()).isEmpty();
  }
}
