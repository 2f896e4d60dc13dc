package dev.cofferdam.gate.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.escape.Attack.Reach;
import dev.cofferdam.gate.testing.TestEngine;
import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every known way out, through a gate with {@code develop}. With the system property {@code
 * coffer.escape.target} or the environment variable {@code COFFER_ESCAPE_TARGET} at {@code raw} the
 * same attacks go straight to the engine, where they must work; with {@code COFFER_ESCAPE_ONLY}
 * only those whose name contains its text are sent. Each run leaves a line per attack in {@code
 * target/escape-*.txt}.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapeTest {
  private static final boolean RAW =
      "raw"
          .equals(
              System.getProperty(
                  "coffer.escape.target",
                  System.getenv().getOrDefault("COFFER_ESCAPE_TARGET", "gate")));

  private final List<Attack> attacks = Attacks.all();
  private final List<String> report = new ArrayList<>();
  private final Scenery scenery;
  private final TestGate gate;

  EscapeTest() throws IOException {
    scenery = Scenery.set();
    gate =
        TestGate.start(
            Map.of("ann", "preset: develop\nmounts: ['/workspace=" + scenery.project() + "']\n"));
  }

  @BeforeAll
  void thereAreEnough() {
    assertThat(attacks).hasSizeGreaterThanOrEqualTo(200);
    assertThat(attacks).extracting(Attack::toString).doesNotHaveDuplicates();
  }

  @AfterAll
  void clearUp() throws IOException {
    gate.close();
    scenery.close();
    Path target = Files.createDirectories(Path.of("target"));
    Files.write(target.resolve(RAW ? "escape-raw.txt" : "escape-gate.txt"), report);
  }

  @TestFactory
  Stream<DynamicTest> nothingGetsThrough() {
    String only = System.getenv().getOrDefault("COFFER_ESCAPE_ONLY", "");
    return IntStream.range(0, attacks.size())
        .filter(number -> attacks.get(number).toString().contains(only))
        .mapToObj(number ->
            DynamicTest.dynamicTest(
                attacks.get(number).toString(), () -> run(attacks.get(number), number)));
  }

  /** A suite that sees nothing would pass as well: most of it, against the engine itself. */
  @Test
  void theSuiteCanSee() throws IOException {
    assumeTrue(!RAW, "every attack goes to the engine already");
    Judge judge = new Judge(scenery, engine());
    List<String> unseen = new ArrayList<>();
    int tried = 0;
    for (int number = 0; number < attacks.size(); number++) {
      Attack attack = attacks.get(number);
      if (harmlessWithoutAGate(attack)) {
        tried++;
        if (!judge.run(attack, number + 1000).worked()) {
          unseen.add(attack.toString());
        }
      }
    }
    scenery.restore();
    assertThat(tried).isGreaterThanOrEqualTo(40);
    assertThat(unseen).hasSizeLessThanOrEqualTo(tried / 20);
  }

  /** Nothing is started, and nothing of another owner touched. */
  private static boolean harmlessWithoutAGate(Attack attack) {
    boolean starts = attack.steps().stream().anyMatch(step -> step.head().contains("/start"));
    return attack.reach() == Reach.HERE
        && !starts
        && (attack.effect() instanceof Effect.NewContainer
            || attack.effect() instanceof Effect.Leaked);
  }

  private void run(Attack attack, int number) throws IOException {
    if (RAW) {
      assumeTrue(attack.reach() != Reach.HARMFUL, "not without a gate");
    }
    Judge judge = new Judge(scenery, RAW ? engine() : new Wire(gate.socket("ann")));
    Judge.Outcome outcome = judge.run(attack, number);
    report.add(
        (outcome.harmless() ? "held    " : "worked  ")
            + attack.reach()
            + " "
            + attack
            + " "
            + outcome.damage()
            + " "
            + outcome.replies().stream().map(EscapeTest::brief).toList());
    if (!outcome.damage().isEmpty() || RAW || attack.name().contains("prune")) {
      scenery.restore();
    }
    if (!RAW) {
      assertThat(outcome.harmless()).as("%s: %s", attack, outcome).isTrue();
    } else if (attack.reach() == Reach.HERE) {
      assertThat(outcome.worked()).as("%s: %s", attack, outcome).isTrue();
    }
  }

  private static String brief(String reply) {
    int body = reply.indexOf("\r\n\r\n");
    String line = reply.lines().findFirst().orElse("no reply");
    String text = body < 0 ? "" : reply.substring(body + 4).replaceAll("\\s+", " ");
    return line + " " + text.substring(0, Math.min(180, text.length()));
  }

  private static Wire engine() {
    return TestEngine.address() instanceof EngineAddress.Unix(Path socket)
        ? new Wire(socket)
        : new Wire(Path.of("/var/run/docker.sock"));
  }
}
