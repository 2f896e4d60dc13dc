package dev.cofferdam.policy.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Catalogue;
import dev.cofferdam.engine.catalogue.Method;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests, decided by this policy and by a real HAProxy with the images' rules. */
@Tag("engine")
class CompatAgainstHaproxyTest {
  private static final int COMBINATIONS = 150;
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "1",
          "2",
          "-1",
          "01",
          "+1",
          "1x",
          "1.5",
          "0.5",
          "true",
          "yes",
          "on",
          "",
          "TRUE",
          "00",
          " 1",
          "-0",
          "18446744073709551616");
  private static final List<String> PREFIXES = List.of("", "/v1.24", "/v1.41", "/v1.52");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tecnativa", "linuxserver"})
  void everyOperationIsDecidedAsHaproxyDecidesIt(String image) throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(41);
    List<String> differences = new ArrayList<>();
    int allowed = 0;
    int refused = 0;
    for (int i = 0; i < COMBINATIONS; i++) {
      Map<String, String> switches = switches(image, random);
      Map<String, String> environment = new HashMap<>(switches);
      environment.put("COMPAT", image);
      Policy policy = new CompatPolicy(Compat.settings(environment));
      // The images set these in their Dockerfile; here nobody else does.
      Map<String, String> whole = new HashMap<>(switches);
      CompatEnvironment.DEFAULTS.forEach(name -> whole.putIfAbsent(name, "1"));
      try (Haproxy haproxy = Haproxy.start(folder, image + ".cfg", whole)) {
        for (Operation operation : Operation.values()) {
          String path = PREFIXES.get(random.nextInt(PREFIXES.size())) + path(operation);
          boolean theirs = haproxy.allows(operation.method().name(), path);
          boolean ours = Compat.allows(policy, operation);
          if (theirs != ours) {
            differences.add(operation.id() + " " + path + ": haproxy " + theirs + " " + switches);
          }
          if (ours) {
            allowed++;
          } else {
            refused++;
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(allowed).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void aValueIsOnExactlyWhenHaproxySaysSo() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    List<String> values = new ArrayList<>(VALUES);
    String alphabet = "01-+ .xt9";
    for (int i = 0; i < 22; i++) {
      StringBuilder value = new StringBuilder();
      int length = 1 + random.nextInt(4);
      for (int j = 0; j < length; j++) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      values.add(value.toString());
    }
    // One HAProxy tells about as many values as it has variables.
    List<Operation> probes =
        List.of(
            Operation.SYSTEM_INFO,
            Operation.SYSTEM_VERSION,
            Operation.VOLUME_LIST,
            Operation.SWARM_INSPECT,
            Operation.NODE_LIST,
            Operation.TASK_LIST);
    for (int i = 0; i < values.size(); i += probes.size()) {
      Map<String, String> switches = new HashMap<>();
      List<String> some = values.subList(i, Math.min(values.size(), i + probes.size()));
      for (int j = 0; j < some.size(); j++) {
        switches.put(variable(probes.get(j)), some.get(j));
      }
      try (Haproxy haproxy = Haproxy.start(folder, "tecnativa.cfg", switches)) {
        for (int j = 0; j < some.size(); j++) {
          assertThat(CompatEnvironment.isOn(some.get(j)))
              .as("\"" + some.get(j) + "\"")
              .isEqualTo(haproxy.allows("GET", probes.get(j).template()));
        }
      }
    }
  }

  /** The table "stricter on purpose" of docs/compat.md. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /containersX",
        "GET /CONTAINERS/json",
        "GET /v1.41.0.7/nodes-and-more",
        "GET /v......../info",
        "GET /containers/",
        "GET /containers/x/json/../../../secrets",
        "GET /containers//json",
        "GET /containers/x/unknown",
        "OPTIONS /containers/json",
        "PATCH /containers/x",
        "get /info",
        "FOO /info",
        "GET /V1.41/info",
        "TRACE /info",
        "POST /info",
        "PUT /images/json",
        "DELETE /version",
        "HEAD /containers/json",
      })
  void whatIsNoOperationPassesTheirImageAndNotTheGate(String request) throws Exception {
    String[] parts = request.split(" ", 2);
    Map<String, String> all = new TreeMap<>();
    CompatEnvironment.COMMON.forEach(name -> all.put(name, "1"));
    try (Haproxy haproxy = Haproxy.start(folder, "tecnativa.cfg", all)) {
      assertThat(haproxy.allows(parts[0], parts[1])).isTrue();
    }
    Optional<Catalogue.Match> match =
        Method.of(parts[0])
            .map(method -> Catalogue.find(method, parts[1].replaceFirst("^/v1[.]41/", "/")));
    Policy policy = new CompatPolicy(Compat.settings(all));
    // The catalogue knows OPTIONS, which Docker answers on any path; no switch lets it through.
    assertThat(
            match.flatMap(
                found -> policy.admit(new Principal("p"), found.operation(), new ApiVersion(41))))
        .matches(objection -> match.isEmpty() || objection.isPresent());
  }

  @Test
  void anActionOnlyTakesTheNamesThatHaproxyTakes() throws Exception {
    Map<String, String> switches = Map.of("POST", "1", "ALLOW_START", "1");
    Policy policy = new CompatPolicy(Compat.settings(switches));
    try (Haproxy haproxy = Haproxy.start(folder, "tecnativa.cfg", switches)) {
      for (String name : List.of("web", "a.b-c_9", "a%20b", "a@b", "a:b", "ä")) {
        boolean ours =
            Compat.verdict(policy, Operation.CONTAINER_START, name.replace("%20", " "))
                instanceof Verdict.Forward;
        String path = "/containers/" + name.replace("ä", "%C3%A4") + "/start";
        assertThat(ours).as(name).isEqualTo(haproxy.allows("POST", path));
      }
    }
  }

  private static Map<String, String> switches(String image, RandomGenerator random) {
    Map<String, String> switches = new TreeMap<>();
    double density = random.nextDouble();
    List<String> names = new ArrayList<>(CompatEnvironment.COMMON);
    if (image.equals("linuxserver")) {
      names.addAll(CompatEnvironment.LINUXSERVER_ONLY);
    }
    names.sort(null);
    for (String name : names) {
      if (random.nextDouble() < density) {
        switches.put(name, VALUES.get(random.nextInt(VALUES.size())));
      }
    }
    if (random.nextBoolean()) {
      switches.put("POST", "1");
    }
    return switches;
  }

  private static String variable(Operation operation) {
    String first = operation.template().substring(1);
    return first.toUpperCase(java.util.Locale.ROOT);
  }

  private static String path(Operation operation) {
    if (operation == Operation.OPTIONS) {
      return "/*";
    }
    return operation
        .template()
        .replace("{name}", "acme/tool")
        .replace("{checkpoint}", "c")
        .replaceAll("[{][a-z]+[}]", "abc_1.2-x");
  }
}
