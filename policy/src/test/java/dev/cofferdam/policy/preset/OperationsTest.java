package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.ANN;
import static dev.cofferdam.policy.preset.Scene.MINE;
import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Effect;
import dev.cofferdam.engine.catalogue.Family;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Policy.Kind;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.View;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  private final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource(Operation.class)
  void everyOperationOnAContainerHidesThoseOfOthers(Operation operation) {
    if (!operation.template().startsWith("/containers/{")) {
      return;
    }
    scene.operation(operation, RuleSetting.ALLOW);
    for (String name : Set.of("theirs", "hosts", "nobody", Scene.THEIRS)) {
      var finding = finding(scene.decide(operation, name, "", null));
      assertThat(finding.status()).isEqualTo(404);
      assertThat(finding.text()).isEqualTo("No such container: " + name);
    }
    assertThat(forward(scene.decide(operation, "mine", "", null)).call().target()).isEqualTo(MINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/../b", "a?b", "a b", "a/b/c", "a\n", "%2e", "-a"})
  void whatCanBeNoNameIsNotLookedUp(String name) {
    var call =
        new Call(Operation.CONTAINER_STOP, new ApiVersion(41), List.of(name), Query.empty(), null);
    assertThat(scene.policy().references(ANN, call)).isEmpty();
    assertThat(finding(scene.decide(call)).status()).isEqualTo(404);
    var image =
        new Call(
            Operation.IMAGE_INSPECT,
            new ApiVersion(41),
            List.of("x/../" + name),
            Query.empty(),
            null);
    assertThat(scene.policy().references(ANN, image)).isEmpty();
  }

  @Test
  void anAmbiguousPrefixIsRefused() {
    var finding = finding(scene.decide(Operation.CONTAINER_STOP, "ab", "", null));
    assertThat(finding.status()).isEqualTo(400);
    assertThat(finding.rule()).isEqualTo("request.ambiguous");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"EXEC_START", "EXEC_INSPECT", "EXEC_RESIZE"})
  void execsOfOthersAreHidden(Operation operation) {
    assertThat(finding(scene.decide(operation, "e2", "", null)).text())
        .isEqualTo("No such exec instance: e2");
    assertThat(finding(scene.decide(operation, "e3", "", null)).status()).isEqualTo(404);
    assertThat(forward(scene.decide(operation, "e1", "", null)).call().target()).isEqualTo("e1");
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void developRefusesWhatIsAboutTheHost(Operation operation) {
    Set<Family> host =
        EnumSet.of(
            Family.SWARM,
            Family.NODE,
            Family.SERVICE,
            Family.TASK,
            Family.SECRET,
            Family.CONFIG,
            Family.PLUGIN,
            Family.CHECKPOINT,
            Family.DEBUG,
            Family.METRICS);
    Set<Operation> refused =
        EnumSet.of(
            Operation.BUILD_CANCEL,
            Operation.CONTAINER_COPY,
            Operation.VOLUME_UPDATE,
            Operation.OPTIONS);
    boolean admitted = scene.policy().admit(ANN, operation, null).isEmpty();
    assertThat(admitted)
        .isEqualTo(!host.contains(operation.family()) && !refused.contains(operation));
    if (!admitted) {
      var finding = finding(scene.policy().admit(ANN, operation, null).orElseThrow());
      assertThat(finding.rule()).isEqualTo(Rules.of(operation).id());
      assertThat(finding.hint()).isNotEmpty();
      // docker inspect asks for a plugin last, and stops at any error but this one.
      assertThat(finding.status()).isEqualTo(operation == Operation.PLUGIN_INSPECT ? 404 : 403);
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void developReadsEveryJsonBodyItAdmits(Operation operation) {
    Policy policy = scene.policy();
    if (policy.admit(ANN, operation, null).isEmpty()) {
      assertThat(policy.reading(operation))
          .isEqualTo(
              switch (operation.body()) {
                case JSON -> BodyReading.TYPED;
                case STREAM -> BodyReading.CHECKED_STREAM;
                case NONE -> BodyReading.UNREAD;
              });
    }
  }

  @Test
  void buildKitIsRefusedWithTheWayOutWhereTheEngineCannotEnforceWhatIsDecided() {
    for (Operation operation : List.of(Operation.SESSION, Operation.BUILD_KIT_GRPC)) {
      var finding = finding(scene.engine(43).decide(operation, null, "", null));
      assertThat(finding.rule()).isEqualTo("build.buildkit");
      assertThat(finding.hint()).contains("DOCKER_BUILDKIT=0");
    }
  }

  @Test
  void theGateItselfSpeaksWithBuildKitsClients() {
    scene.engine(44);
    assertThat(forward(scene.decide(Operation.BUILD_KIT_GRPC, null, "", null)).view())
        .isEqualTo(View.GRPC);
    assertThat(forward(scene.decide(Operation.SESSION, null, "", null)).view())
        .isEqualTo(View.SESSION);
  }

  @Test
  void pruningTheSharedBuildCacheRemovesNothingUnlessItIsAllowed() {
    assertThat(forward(scene.decide(Operation.BUILD_PRUNE, null, "", null)).view())
        .isEqualTo(View.NOTHING_PRUNED);
    scene.operation(Operation.BUILD_PRUNE, RuleSetting.ALLOW);
    assertThat(forward(scene.decide(Operation.BUILD_PRUNE, null, "", null)).view())
        .isEqualTo(View.RELAY);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void observeOnlyReads(Operation operation) {
    Policy policy = scene.preset(Preset.OBSERVE).policy();
    if (policy.admit(ANN, operation, null).isEmpty()) {
      assertThat(operation.effect()).isEqualTo(Effect.READS);
      assertThat(policy.reading(operation)).isEqualTo(BodyReading.UNREAD);
      assertThat(operation.id()).doesNotContain("Archive", "Export", "Attach", "Get");
    }
    assertThat(policy.admit(ANN, Operation.CONTAINER_LOGS, null)).isEmpty();
    assertThat(policy.sees(ANN, Kind.CONTAINER, "bob")).isTrue();
  }

  @Test
  void observeMasksEnvironmentAndInfo() {
    scene.preset(Preset.OBSERVE);
    assertThat(forward(scene.decide(Operation.CONTAINER_INSPECT, "theirs", "", null)).view())
        .isEqualTo(View.MASK_ENVIRONMENT);
    assertThat(forward(scene.decide(Operation.SYSTEM_INFO, null, "", null)).view())
        .isEqualTo(View.MASK_INFO);
    assertThat(finding(scene.decide(Operation.CONTAINER_TOP, "x", "ps_args=auxe", null)).rule())
        .isEqualTo("container.top-arguments");
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void transparentLetsEverythingPassAsItCame(Operation operation) {
    scene.preset(Preset.TRANSPARENT);
    var call =
        new Call(
            operation,
            new ApiVersion(41),
            List.of("x"),
            Query.of(Map.of("a", List.of("b", "c"))),
            null);
    assertThat(scene.decide(call)).isEqualTo(Verdict.Forward.asIs(call));
    assertThat(scene.policy().references(ANN, call)).isEmpty();
    assertThat(scene.policy().reading(operation)).isEqualTo(BodyReading.UNREAD);
  }

  @Test
  void oldVersionsAreRefusedInDockersWords() {
    var verdict = scene.policy().admit(ANN, Operation.SYSTEM_PING, new ApiVersion(24));
    assertThat(finding(verdict.orElseThrow()).message())
        .isEqualTo(
            "client version 1.24 is too old. Minimum supported API version is 1.40, please upgrade"
                + " your client to a newer version");
    assertThat(scene.policy().admit(ANN, Operation.SYSTEM_PING, new ApiVersion(40))).isEmpty();
    assertThat(scene.policy().admit(ANN, Operation.SYSTEM_PING, null)).isEmpty();
  }

  @Test
  void operationsCanBeAllowedDeniedAndAsked() {
    scene
        .operation(Operation.CONTAINER_EXPORT, RuleSetting.DENY)
        .operation(Operation.BUILD_PRUNE, RuleSetting.ALLOW)
        .operation(Operation.CONTAINER_DELETE, RuleSetting.ASK);
    assertThat(finding(scene.decide(Operation.CONTAINER_EXPORT, "mine", "", null)).rule())
        .isEqualTo("operation.container-export");
    assertThat(forward(scene.decide(Operation.BUILD_PRUNE, null, "", null)).changes()).isEmpty();
    assertThat(scene.decide(Operation.CONTAINER_DELETE, "mine", "", null))
        .isInstanceOf(Verdict.Ask.class);
    assertThat(scene.decide(Operation.CONTAINER_DELETE, "theirs", "", null))
        .isInstanceOf(Verdict.Deny.class);
  }

  @Test
  void aRuleCanAskAndWhatIsApprovedIsDecidedOnceMore() {
    scene.rule("container.privileged", RuleSetting.ASK);
    Verdict asked = scene.host("\"Privileged\":true");
    assertThat(asked).isInstanceOf(Verdict.Ask.class);
    assertThat(scene.host("\"Privileged\":true,\"PidMode\":\"host\""))
        .isInstanceOf(Verdict.Deny.class);
    var approved = Policies.compile(Policies.approved(scene.settings(), finding(asked)));
    var call =
        Scene.call(
            Operation.CONTAINER_CREATE,
            null,
            "",
            "{\"Image\":\"alpine\",\"HostConfig\":{\"Privileged\":true}}");
    assertThat(Scene.json(approved.decide(ANN, call, scene.facts(approved.references(ANN, call)))))
        .contains("\"Privileged\":true", "\"dev.cofferdam.owner\":\"ann\"");
  }

  @Test
  void anAllowedRuleLetsTheMemberPassAsWritten() {
    scene.rule("container.bind", RuleSetting.ALLOW);
    assertThat(Scene.json(scene.host("\"Binds\":[\"/etc:/x:ro\"]")))
        .contains("\"Binds\":[\"/etc:/x:ro\"]");
    assertThat(finding(scene.host("\"Binds\":[\"/var/run/docker.sock:/x\"]")).rule())
        .isEqualTo("container.docker-socket");
  }

  @Test
  void cofferdamsOwnLabelsCannotBeSetEvenWhereReservedOnesAreAllowed() {
    scene.rule("labels.reserved", RuleSetting.ALLOW);
    assertThat(
            Scene.json(
                scene.create(
                    "\"Labels\":{\"dev.cofferdam.owner\":\"bob\",\"dev.cofferdam.x\":\"1\","
                        + "\"traefik.enable\":\"true\"}")))
        .contains("\"Labels\":{\"traefik.enable\":\"true\",\"dev.cofferdam.owner\":\"ann\"}");
  }

  @Test
  void whileOnlyAuditingRefusedOperationsPassOnRecord() {
    scene.audit();
    Verdict.Forward forward = forward(scene.decide(Operation.SWARM_LEAVE, null, "", null));
    assertThat(forward.audited())
        .singleElement()
        .extracting("rule")
        .isEqualTo("operation.swarm-leave");
    assertThat(scene.policy().reading(Operation.SWARM_INIT)).isEqualTo(BodyReading.UNREAD);
    Verdict.Forward foreign = forward(scene.decide(Operation.CONTAINER_STOP, "theirs", "", null));
    assertThat(foreign.audited()).singleElement().extracting("status").isEqualTo(404);
  }

  @Test
  void onlyOnesOwnAndTheHostsImagesAreSeen() {
    Policy policy = scene.policy();
    assertThat(policy.sees(ANN, Kind.CONTAINER, "ann")).isTrue();
    assertThat(policy.sees(ANN, Kind.CONTAINER, null)).isFalse();
    assertThat(policy.sees(ANN, Kind.VOLUME, "bob")).isFalse();
    assertThat(policy.sees(ANN, Kind.IMAGE, null)).isTrue();
    assertThat(policy.sees(ANN, Kind.IMAGE, "bob")).isFalse();
  }

  @Test
  void ruleIdsAreUniqueDottedAndDescribed() {
    assertThat(Rules.all()).doesNotHaveDuplicates();
    assertThat(Rules.all())
        .allSatisfy(rule -> {
          assertThat(rule.id()).matches("[a-z]+\\.[a-z0-9-]+");
          assertThat(rule.description()).isNotEmpty();
        });
  }
}
