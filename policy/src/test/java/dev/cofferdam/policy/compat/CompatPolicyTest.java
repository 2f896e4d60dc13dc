package dev.cofferdam.policy.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.settings.PolicyFile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "ContainerList, compat.CONTAINERS, set CONTAINERS=1",
    "ContainerCreate, compat.POST, set POST=1 and CONTAINERS=1",
    "ContainerStart, compat.POST, set POST=1 and CONTAINERS=1",
    "SystemDataUsage, compat.SYSTEM, set SYSTEM=1",
    "BuildKitGrpc, compat.POST, set POST=1 and GRPC=1",
    "Metrics, compat.unlisted, operations: {Metrics: allow}",
    "DebugPprof, compat.unlisted, operations: {DebugPprof: allow}",
  })
  void aRefusalNamesTheVariableToSet(String operation, String rule, String hint) {
    Finding finding = refusal(new CompatPolicy(Compat.settings(Map.of())), operation);
    assertThat(finding.rule()).isEqualTo(rule);
    assertThat(finding.status()).isEqualTo(403);
    assertThat(finding.hint()).contains(hint);
  }

  @Test
  void onlyPingVersionAndEventsAreOpenByDefault() {
    Policy policy = new CompatPolicy(Compat.settings(Map.of()));
    assertThat(Operation.values())
        .filteredOn(operation -> Compat.allows(policy, operation))
        .containsExactly(
            Operation.SYSTEM_VERSION,
            Operation.SYSTEM_PING,
            Operation.SYSTEM_PING_HEAD,
            Operation.SYSTEM_EVENTS);
  }

  @Test
  void actionsNeedPostInTecnativasImageAndNotInLinuxServers() {
    Map<String, String> switches = Map.of("ALLOW_START", "1", "ALLOW_RESTARTS", "1");
    Policy tecnativa = new CompatPolicy(Compat.settings(switches));
    assertThat(refusal(tecnativa, "ContainerStart").rule()).isEqualTo("compat.POST");
    Policy linuxserver =
        new CompatPolicy(
            Compat.settings(
                Map.of("ALLOW_START", "1", "ALLOW_RESTARTS", "1", "COMPAT", "linuxserver")));
    assertThat(Compat.allows(linuxserver, Operation.CONTAINER_START)).isTrue();
    assertThat(Compat.allows(linuxserver, Operation.CONTAINER_KILL)).isTrue();
    assertThat(Compat.allows(linuxserver, Operation.CONTAINER_CREATE)).isFalse();
  }

  @Test
  void linuxServersImageGuardsWhatReadsFiles() {
    Policy policy = new CompatPolicy(Compat.settings(Map.of("CONTAINERS", "1", "ALLOW_LOGS", "0")));
    assertThat(refusal(policy, "ContainerLogs").hint()).contains("ALLOW_LOGS=1");
    assertThat(refusal(policy, "ContainerArchive").rule()).isEqualTo("compat.ALLOW_ARCHIVE");
    assertThat(Compat.allows(policy, Operation.CONTAINER_INSPECT)).isTrue();
  }

  @Test
  void bodiesAreNotReadAndNothingIsAsked() {
    Policy policy = new CompatPolicy(Compat.settings(Map.of("CONTAINERS", "1", "POST", "1")));
    assertThat(policy.reading(Operation.CONTAINER_CREATE)).isEqualTo(BodyReading.UNREAD);
    assertThat(Compat.verdict(policy, Operation.CONTAINER_CREATE))
        .isInstanceOfSatisfying(
            Verdict.Forward.class,
            forward -> assertThat(forward.view()).isEqualTo(Verdict.View.RELAY));
    assertThat(policy.sees(Compat.SOMEBODY, Policy.Kind.CONTAINER, "another")).isTrue();
  }

  @Test
  void operationsAndRulesOfAFileComeOnTop() throws Exception {
    Policy policy =
        policy(
            "preset: compat",
            "compat: {CONTAINERS: 1}",
            "operations: {ContainerExport: deny, ContainerLogs: ask, ContainerCreate: allow}",
            "rules: {compat.INFO: allow, compat.IMAGES: ask}");
    assertThat(refusal(policy, "ContainerExport").rule()).isEqualTo("operation.container-export");
    assertThat(policy.admit(Compat.SOMEBODY, Operation.CONTAINER_LOGS, null)).isEmpty();
    assertThat(Compat.verdict(policy, Operation.CONTAINER_LOGS)).isInstanceOf(Verdict.Ask.class);
    assertThat(Compat.allows(policy, Operation.CONTAINER_CREATE)).isTrue();
    assertThat(Compat.allows(policy, Operation.SYSTEM_INFO)).isTrue();
    assertThat(Compat.verdict(policy, Operation.IMAGE_LIST)).isInstanceOf(Verdict.Ask.class);
    assertThat(Compat.allows(policy, Operation.VOLUME_LIST)).isFalse();
  }

  @Test
  void auditRecordsWhatItWouldHaveRefused() throws Exception {
    Policy policy = policy("preset: compat", "mode: audit", "operations: {SystemVersion: deny}");
    assertThat(audited(policy, Operation.CONTAINER_CREATE)).isEqualTo("compat.POST");
    assertThat(audited(policy, Operation.SYSTEM_VERSION)).isEqualTo("operation.system-version");
    assertThat(audited(policy, Operation.SYSTEM_PING)).isEmpty();
  }

  @Test
  void theRulesThatAllPresetsShareWorkHereToo() throws Exception {
    Settings settings =
        new PolicyFile(Set.of("api.floor", "operation.container-list", "build.buildkit"))
            .read(
                "test",
                """
                preset: compat
                api-floor: 1.44
                compat: {CONTAINERS: 1}
                rules: {api.floor: allow, operation.container-list: deny, build.buildkit: ask}
                """);
    Policy policy = new CompatPolicy(settings);
    assertThat(refusal(policy, "ContainerList").rule()).isEqualTo("operation.container-list");
    assertThat(Compat.verdict(policy, Operation.SESSION)).isInstanceOf(Verdict.Ask.class);
    assertThat(policy.admit(Compat.SOMEBODY, Operation.SYSTEM_PING, new ApiVersion(24))).isEmpty();
  }

  @Test
  void aFloorIsKept() throws Exception {
    Policy policy = policy("preset: compat", "api-floor: 1.40");
    Optional<Verdict> refused =
        policy.admit(Compat.SOMEBODY, Operation.SYSTEM_PING, new ApiVersion(24));
    assertThat(refused)
        .hasValueSatisfying(verdict ->
            assertThat(((Verdict.Deny) verdict).finding().rule()).isEqualTo("api.floor"));
    assertThat(policy.admit(Compat.SOMEBODY, Operation.SYSTEM_PING, null)).isEmpty();
  }

  private static Policy policy(String... lines) throws Exception {
    Settings settings = new PolicyFile(Set.of()).read("test", String.join("\n", lines));
    return new CompatPolicy(settings);
  }

  private static String audited(Policy policy, Operation operation) {
    Verdict.Forward forward = (Verdict.Forward) Compat.verdict(policy, operation);
    return String.join(",", forward.audited().stream().map(Finding::rule).toList());
  }

  private static Finding refusal(Policy policy, String id) {
    for (Operation operation : Operation.values()) {
      if (operation.id().equals(id)) {
        return ((Verdict.Deny) Compat.verdict(policy, operation)).finding();
      }
    }
    throw new AssertionError("no operation " + id);
  }
}
