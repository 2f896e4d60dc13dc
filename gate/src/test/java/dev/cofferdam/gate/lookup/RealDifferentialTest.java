package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.testing.Archive;
import dev.cofferdam.gate.testing.Caller;
import dev.cofferdam.gate.testing.TestEngine;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the engine made is what the verdict said: random creates are decided, sent through a gate,
 * and compared with what the engine then shows.
 */
@Tag("engine")
@Timeout(120)
class RealDifferentialTest {
  private static final String IMAGE = "chk-differential:1";
  private static final String YAML = "preset: develop";
  private static final int CREATES = 40;

  /**
   * What an engine shows as it was given; it rewrites the others, such as the case of capabilities.
   */
  private static final List<Member<?>> SHOWN =
      List.of(
          HostConfig.MEMORY,
          HostConfig.MEMORY_SWAP,
          HostConfig.PIDS_LIMIT,
          HostConfig.SHM_SIZE,
          HostConfig.PORT_BINDINGS,
          HostConfig.NETWORK_MODE,
          HostConfig.READONLY_ROOTFS,
          HostConfig.EXTRA_HOSTS,
          HostConfig.DNS,
          HostConfig.TMPFS,
          HostConfig.AUTO_REMOVE,
          HostConfig.CAP_DROP,
          HostConfig.PRIVILEGED,
          HostConfig.PID_MODE,
          HostConfig.BINDS);

  private static final List<String> MENU =
      List.of(
          "'Memory':67108864",
          "'Memory':134217728,'MemorySwap':134217728",
          "'PidsLimit':50",
          "'ShmSize':1048576",
          "'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':'18080'}]}",
          "'PortBindings':{'81/tcp':[{'HostIp':'0.0.0.0','HostPort':''}]}",
          "'NetworkMode':'none'",
          "'NetworkMode':'bridge'",
          "'ReadonlyRootfs':true",
          "'ExtraHosts':['db:10.1.2.3']",
          "'Dns':['10.9.9.9']",
          "'Tmpfs':{'/scratch':'size=1m'}",
          "'CapDrop':['ALL']",
          "'Privileged':false",
          "'Init':true",
          "'LogConfig':{'Type':'json-file','Config':{'max-size':'1m'}}");

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theEngineHasWhatTheVerdictSaid() throws Exception {
    Policy policy = TestGate.policy(YAML);
    Principal principal = new Principal("chk-alice");
    try (TestGate gate = TestGate.start(Map.of(principal.name(), YAML));
        Caller alice = Caller.of(gate, principal.name());
        Caller engine = Caller.ofEngine();
        EngineClient raw = new EngineClient(TestEngine.address())) {
      EngineLink link = new EngineLink(raw);
      Deliberation deliberation = new Deliberation(link, Ownership.inMemory());
      byte[] context =
          new Archive().file("x", "x").file("Dockerfile", "FROM scratch\nCOPY x /x\n").tar();
      alice.postArchive("/build", Map.of("t", IMAGE, "version", "1"), context);
      SplittableRandom random = new SplittableRandom(20_261_121);
      int compared = 0;
      for (int i = 0; i < CREATES; i++) {
        String name = "chk-differential-" + i;
        String json = create(random);
        Body asked = Bodies.read(Operation.CONTAINER_CREATE, json.getBytes(StandardCharsets.UTF_8));
        Call call =
            new Call(
                Operation.CONTAINER_CREATE,
                new ApiVersion(41),
                List.of(),
                Query.of(Map.of("name", List.of(name))),
                asked);
        Verdict verdict = deliberation.decide(principal, policy, call, link.askTraits()).verdict();
        try {
          int status = alice.postJson("/containers/create?name=" + name, json).status();
          if (verdict instanceof Verdict.Forward forward) {
            assertThat(status).as(json).isEqualTo(201);
            compare(Objects.requireNonNull(forward.call().body()), inspect(raw, name), json);
            compared++;
          } else {
            assertThat(status).as(json).isGreaterThanOrEqualTo(400);
            assertThat(engine.lookups().inspectContainer(name)).as(json).isEmpty();
          }
        } finally {
          engine.delete("/containers/" + name + "?force=1");
        }
      }
      engine.delete("/images/" + IMAGE + "?force=1");
      assertThat(compared).isGreaterThan(CREATES / 2);
    }
  }

  private static String create(SplittableRandom random) {
    List<String> members = new ArrayList<>();
    for (String member : MENU) {
      String key = member.substring(0, member.indexOf(':'));
      if (random.nextInt(3) == 0 && members.stream().noneMatch(m -> m.contains(key))) {
        members.add(member);
      }
    }
    return ("{'Image':'"
            + IMAGE
            + "','Cmd':['/x'],'Env':['N="
            + random.nextInt(100)
            + "'],"
            + "'HostConfig':{"
            + String.join(",", members)
            + "}}")
        .replace('\'', '"');
  }

  private static JsonNode inspect(EngineClient raw, String name) throws IOException {
    try (Reply reply = raw.send(Request.get("/containers/" + name + "/json"))) {
      return JSON.readTree(reply.readAll(1 << 20));
    }
  }

  private static void compare(Body sent, JsonNode made, String json) {
    JsonNode body = JSON.readTree(BodyWriter.write(sent));
    for (Member<?> member : SHOWN) {
      JsonNode said = body.path("HostConfig").path(member.name());
      JsonNode is = made.path("HostConfig").path(member.name());
      if (said.isMissingNode()) {
        assertThat(is.isNull() || is.isMissingNode() || isZero(is) || isDefaultNetwork(member, is))
            .as(member + " of " + json + ": " + is)
            .isTrue();
      } else {
        assertThat(is).as(member + " of " + json).isEqualTo(said);
      }
    }
    for (String label : body.path("Labels").propertyNames()) {
      assertThat(made.path("Config").path("Labels").path(label))
          .isEqualTo(body.path("Labels").path(label));
    }
    assertThat(made.path("Config").path("Cmd")).isEqualTo(body.path("Cmd"));
    assertThat(sent.get(ContainerCreate.IMAGE)).isNotNull();
  }

  /** Engines from 26 on name the network that stands for the default one. */
  private static boolean isDefaultNetwork(Member<?> member, JsonNode is) {
    return member.name().equals("NetworkMode") && is.asString("").equals("bridge");
  }

  private static boolean isZero(JsonNode value) {
    if (value.isBoolean()) {
      return !value.asBoolean();
    }
    if (value.isNumber()) {
      // 64 MiB is the engine's own default for /dev/shm.
      return value.asLong() <= 0 || value.asLong() == 67_108_864;
    }
    return value.isString()
        ? List.of("", "default").contains(value.asString())
        : value.isContainer() && value.isEmpty();
  }
}
