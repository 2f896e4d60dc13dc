package dev.cofferdam.gate.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.escape.Attack.Reach;
import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Every known way out through BuildKit, on the newer engine of the run; otherwise like {@link
 * EscapeTest}, with the same switches.
 */
@Tag("engine")
@Tag("new-engine")
@Timeout(150)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildKitEscapeTest {
  private static final boolean RAW =
      "raw".equals(System.getenv().getOrDefault("COFFER_ESCAPE_TARGET", "gate"));

  private final List<BuildKitAttack> attacks = new ArrayList<>();
  private final List<String> report = new ArrayList<>();
  private final Scenery scenery;
  private final TestGate gate;
  private final Path engine;
  private final BuildKitTarget throughGate;
  private final BuildKitTarget direct;
  private String hostRef = "";

  BuildKitEscapeTest() throws IOException {
    String named = System.getenv("COFFER_TEST_ENGINE_NEW");
    assumeTrue(named != null, "COFFER_TEST_ENGINE_NEW is not set; run ./check --env");
    EngineAddress address = EngineAddress.parse(named);
    engine = ((EngineAddress.Unix) address).socket();
    scenery = Scenery.set(address);
    gate = TestGate.start(address, Map.of("ann", "preset: develop", "bob", "preset: develop"));
    throughGate = new BuildKitTarget(gate.socket("ann"));
    direct = new BuildKitTarget(engine);
    BuildKitWireAttacks.addTo(attacks);
    BuildKitDockerfileAttacks.addTo(attacks);
  }

  /** A build of the host's, whose cache, cache mount and progress hold the secret. */
  @BeforeAll
  void theHostBuilds() throws Exception {
    assertThat(attacks).hasSizeGreaterThanOrEqualTo(35);
    assertThat(attacks).extracting(BuildKitAttack::toString).doesNotHaveDuplicates();
    Path metadata = Files.createTempFile("esc-kit", ".json");
    direct.filledBy(text -> scenery.fill(text, 0, ""));
    String said =
        direct.build(
            "FROM ${image}\nRUN --mount=type=cache,id=esc-${nonce},target=/c echo ${secret}"
                + " > /c/secret; echo ${secret}\n",
            "--label",
            "esc=${secret}",
            "--metadata-file",
            metadata.toString());
    var ref =
        java.util.regex.Pattern.compile("\"buildx.build.ref\": *\"[^\"]*/([^\"/]+)\"")
            .matcher(Files.readString(metadata));
    assertThat(ref.find()).as(said).isTrue();
    hostRef = ref.group(1);
    Files.delete(metadata);
  }

  @AfterAll
  void clearUp() throws IOException {
    throughGate.close();
    direct.close();
    gate.close();
    scenery.close();
    Path target = Files.createDirectories(Path.of("target"));
    Files.write(
        target.resolve(RAW ? "escape-buildkit-raw.txt" : "escape-buildkit-gate.txt"), report);
  }

  @TestFactory
  Stream<DynamicTest> nothingGetsThroughBuildKit() {
    String only = System.getenv().getOrDefault("COFFER_ESCAPE_ONLY", "");
    return IntStream.range(0, attacks.size())
        .filter(number -> attacks.get(number).name().contains(only))
        .mapToObj(number ->
            DynamicTest.dynamicTest(
                attacks.get(number).name(), () -> run(attacks.get(number), number + 1)));
  }

  /**
   * A suite that sees nothing would pass as well: the hand-made ones, against the engine itself.
   */
  @Test
  void theSuiteCanSee() throws Exception {
    assumeTrue(!RAW, "every attack goes to the engine already");
    List<BuildKitAttack> wire = new ArrayList<>();
    BuildKitWireAttacks.addTo(wire);
    List<String> unseen = new ArrayList<>();
    int tried = 0;
    for (BuildKitAttack attack : wire) {
      if (attack.reach() == Reach.HERE) {
        tried++;
        if (!judge(attack, 1000 + tried, direct, engine).worked()) {
          unseen.add(attack.name());
        }
      }
    }
    scenery.restore();
    assertThat(tried).isGreaterThanOrEqualTo(10);
    assertThat(unseen).isEmpty();
  }

  private void run(BuildKitAttack attack, int number) throws Exception {
    if (RAW) {
      assumeTrue(attack.reach() != Reach.HARMFUL, "not without a gate");
    }
    Judge.Outcome outcome =
        RAW
            ? judge(attack, number, direct, engine)
            : judge(attack, number, throughGate, gate.socket("bob"));
    report.add(
        (outcome.worked() ? "worked  " : "held    ")
            + attack.reach()
            + " "
            + attack
            + " "
            + outcome.damage()
            + " "
            + outcome.replies().stream().map(BuildKitEscapeTest::brief).toList());
    if (!outcome.damage().isEmpty()) {
      scenery.restore();
    }
    if (!RAW) {
      assertThat(outcome.harmless()).as("%s: %s", attack, outcome).isTrue();
    } else if (attack.reach() == Reach.HERE) {
      assertThat(outcome.worked()).as("%s: %s", attack, outcome).isTrue();
    }
  }

  private Judge.Outcome judge(
      BuildKitAttack attack, int number, BuildKitTarget target, Path bobSocket) throws Exception {
    UnaryOperator<String> fill =
        text ->
            scenery.fill(
                text.replace("${hostRef}", hostRef).replace("${bobSocket}", bobSocket.toString()),
                number,
                "");
    target.filledBy(fill);
    Map<String, String> before = scenery.foreign().state();
    int dials = scenery.dial().count();
    List<String> replies = List.of(attack.action().on(target));
    List<String> damage = Foreign.changed(before, scenery.foreign().state());
    boolean worked = Judge.worked(scenery, attack.effect(), fill, dials, damage, replies);
    boolean leaked =
        attack.effect() instanceof Effect.Leaked
            && replies.getFirst().contains(fill.apply("${secret}"));
    return new Judge.Outcome(worked, damage, leaked, replies);
  }

  private static String brief(String reply) {
    String text = reply.replaceAll("\\s+", " ").replaceAll("[^ -~]", ".");
    return text.substring(Math.max(0, text.length() - 260));
  }
}
