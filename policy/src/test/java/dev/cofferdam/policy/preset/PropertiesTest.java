package dev.cofferdam.policy.preset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.Danger;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.engine.body.NetworkCreate;
import dev.cofferdam.engine.body.Shape;
import dev.cofferdam.engine.body.Type;
import dev.cofferdam.engine.body.VolumeCreate;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every body, shown on many random ones. */
class PropertiesTest {
  private static final int ROUNDS = 3_000;

  /** Words that mean something somewhere, so that random bodies come near the edges. */
  private static final List<String> WORDS =
      List.of(
          "",
          "host",
          "none",
          "bridge",
          "private",
          "container:mine",
          "container:theirs",
          "mine",
          "theirs",
          "mynet",
          "team",
          "foreign",
          "myvol",
          "theirvol",
          "fresh",
          "alpine",
          "secret",
          "/etc:/x",
          "/workspace:/x:ro",
          "/home/ann/p:/x",
          "myvol:/x",
          "/workspace",
          "/etc",
          "bind",
          "volume",
          "tmpfs",
          "image",
          "local",
          "json-file",
          "syslog",
          "always",
          "CHOWN",
          "SYS_ADMIN",
          "ALL",
          "seccomp=unconfined",
          "no-new-privileges",
          "127.0.0.1",
          "0.0.0.0",
          "8080",
          "80",
          "a:1.2.3.4",
          "a:169.254.169.254",
          "runc",
          "10.1.0.0/16",
          "10.1.0.1",
          "nofile",
          "rprivate",
          "shared",
          "default",
          "mine:db",
          "dev.cofferdam.owner",
          "traefik.enable",
          "ann",
          "bob");

  private final Scene scene = new Scene();
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_121L);

  /** Members whose rules may let a dangerous value through, having checked it. */
  private static final Set<Member<?>> CHECKED =
      Set.of(
          HostConfig.BINDS,
          HostConfig.MOUNTS,
          HostConfig.NETWORK_MODE,
          HostConfig.VOLUMES_FROM,
          HostConfig.CAP_ADD,
          HostConfig.CAPABILITIES,
          HostConfig.IPC_MODE,
          HostConfig.PID_MODE,
          HostConfig.SECURITY_OPT,
          HostConfig.RUNTIME);

  @Test
  void noContainerReachesBeyondItsOwnAndAllAreOwnedAndLimited() {
    int forwarded = 0;
    for (int i = 0; i < ROUNDS; i++) {
      if (scene.decide(create(sparse(ContainerCreate.SHAPE))) instanceof Verdict.Forward forward) {
        forwarded++;
        Body body = body(forward);
        Body host = body.get(ContainerCreate.HOST_CONFIG, HostConfig.SHAPE.empty());
        for (Member<?> member : HostConfig.SHAPE.members()) {
          if (member.danger() == Danger.DANGEROUS && !CHECKED.contains(member)) {
            assertThat(host.isZero(member)).as(member.toString()).isTrue();
          }
        }
        assertThat(host.get(HostConfig.PRIVILEGED, false)).isFalse();
        assertThat(host.get(HostConfig.NETWORK_MODE, "")).isNotEqualTo("host");
        assertThat(host.get(HostConfig.BINDS, List.of()))
            .allMatch(bind -> !bind.startsWith("/") || bind.matches("/home/ann/p.*|/[^:]*"));
        assertThat(body.get(ContainerCreate.LABELS, Map.of())).containsEntry(Labels.OWNER, "ann");
        assertThat(host.get(HostConfig.MEMORY, 0L)).isBetween(1L, 1024 * Scene.MIB);
        assertThat(host.get(HostConfig.PIDS_LIMIT, 0L)).isBetween(1L, 256L);
        assertThat(host.has(HostConfig.NANO_CPUS) || host.has(HostConfig.CPU_QUOTA)).isTrue();
      }
    }
    assertThat(forwarded).isGreaterThan(ROUNDS / 50);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "CONTAINER_CREATE",
        "CONTAINER_UPDATE",
        "CONTAINER_EXEC",
        "VOLUME_CREATE",
        "NETWORK_CREATE",
        "NETWORK_CONNECT",
        "NETWORK_DISCONNECT",
        "IMAGE_COMMIT"
      })
  void whatWasRebuiltIsDecidedTheSameAgain(Operation operation) {
    int forwarded = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Call call = call(operation, sparse(Bodies.shapeOf(operation)));
      if (scene.decide(call) instanceof Verdict.Forward first) {
        forwarded++;
        if (operation == Operation.CONTAINER_CREATE
            && body(first).get(ContainerCreate.LABELS, Map.of()).containsKey(Labels.BINDS)) {
          continue; // The gate's own label and volume are not the caller's to write.
        }
        // The client's name of a path is no name on the host, so only what is known as both stays.
        Verdict again = scene.decide(first.call());
        assertThat(again).as(first.call().toString()).isInstanceOf(Verdict.Forward.class);
        assertThat(Scene.forward(again).call()).isEqualTo(first.call());
        assertThat(Scene.forward(again).changes()).isEmpty();
      }
    }
    assertThat(forwarded).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CONTAINER_CREATE", "NETWORK_CREATE", "VOLUME_CREATE", "NETWORK_CONNECT"})
  void whileOnlyAuditingEverythingPassesAndNothingIsForgotten(Operation operation) {
    Scene auditing = new Scene().audit();
    for (int i = 0; i < ROUNDS; i++) {
      Call call = call(operation, sparse(Bodies.shapeOf(operation)));
      Verdict enforced = scene.decide(call);
      Verdict.Forward audited = Scene.forward(auditing.decide(call));
      assertThat(audited.audited().isEmpty()).isEqualTo(enforced instanceof Verdict.Forward);
      if (enforced instanceof Verdict.Deny deny) {
        assertThat(audited.audited().getFirst()).isEqualTo(deny.finding());
      }
    }
  }

  @Test
  void everyMemberThatIsNotFreeHasARuleOrIsRefusedByTheGeneralOne() {
    for (Member<?> member : HostConfig.SHAPE.members()) {
      if (member.danger() == Danger.FREE) {
        continue;
      }
      // Some value out of many is refused or rewritten, or the member is known to be harmless.
      boolean touched = HARMLESS.contains(member.name());
      for (int i = 0; i < 400 && !touched; i++) {
        Body host = set(HostConfig.SHAPE.empty(), member);
        if (host.isZero(member)) {
          continue;
        }
        Body body =
            ContainerCreate.SHAPE
                .empty()
                .with(ContainerCreate.IMAGE, "alpine")
                .with(ContainerCreate.HOST_CONFIG, host);
        touched =
            !(scene.decide(create(body)) instanceof Verdict.Forward forward)
                || !same(body(forward), host, member);
      }
      assertThat(touched).as(member.toString()).isTrue();
    }
  }

  /** Limited by Docker's table, and let through on purpose. */
  private static final Set<String> HARMLESS =
      Set.of(
          "Dns",
          "CpuShares",
          "CpusetCpus",
          "CpusetMems",
          "BlkioWeight",
          "MemorySwappiness",
          // Refused only together with a bind.
          "GroupAdd");

  @ParameterizedTest
  @ValueSource(strings = {"KernelMemory", "KernelMemoryTCP"})
  void aMemberWithoutARuleIsRefusedByTheGeneralOne(String name) {
    assertThat(Scene.finding(scene.host("\"" + name + "\":1")).rule())
        .isEqualTo(Rules.CONTAINER_MEMBER.id());
  }

  @Test
  void everyFindingNamesAKnownRule() {
    for (Operation operation :
        List.of(Operation.CONTAINER_CREATE, Operation.NETWORK_CREATE, Operation.VOLUME_CREATE)) {
      for (int i = 0; i < ROUNDS; i++) {
        Call call = call(operation, sparse(Bodies.shapeOf(operation)));
        if (scene.decide(call) instanceof Verdict.Deny deny) {
          assertThat(Rules.byId(deny.finding().rule())).isNotNull();
        }
      }
    }
  }

  @Test
  void newVolumesAndNetworksAreOwned() {
    for (int i = 0; i < ROUNDS; i++) {
      Call network = call(Operation.NETWORK_CREATE, sparse(NetworkCreate.SHAPE));
      if (scene.decide(network) instanceof Verdict.Forward forward) {
        assertThat(body(forward).get(NetworkCreate.LABELS, Map.of()))
            .containsEntry(Labels.OWNER, "ann");
      }
      Call volume = call(Operation.VOLUME_CREATE, sparse(VolumeCreate.SHAPE));
      if (scene.decide(volume) instanceof Verdict.Forward forward) {
        assertThat(body(forward).get(VolumeCreate.LABELS, Map.of()))
            .containsEntry(Labels.OWNER, "ann");
        assertThat(body(forward).isZero(VolumeCreate.DRIVER_OPTS)).isTrue();
      }
    }
  }

  private static boolean same(Body body, Body host, Member<?> member) {
    Body sent = body.get(ContainerCreate.HOST_CONFIG, HostConfig.SHAPE.empty());
    return java.util.Objects.equals(sent.get(member), host.get(member));
  }

  private static Body body(Verdict.Forward forward) {
    return java.util.Objects.requireNonNull(forward.call().body());
  }

  private Call create(Body body) {
    return call(Operation.CONTAINER_CREATE, body);
  }

  private Call call(Operation operation, Body body) {
    Body complete = body;
    if (operation == Operation.CONTAINER_CREATE) {
      complete = body.with(ContainerCreate.IMAGE, "alpine");
    } else if (operation == Operation.NETWORK_CREATE) {
      complete = body.with(NetworkCreate.NAME, "n1");
    }
    String target = operation.template().startsWith("/networks/{") ? "mynet" : "mine";
    return new Call(
        operation,
        new ApiVersion(41),
        operation.template().contains("{") ? List.of(target) : List.of(),
        operation == Operation.IMAGE_COMMIT
            ? Query.of(Map.of("container", List.of("mine")))
            : Query.empty(),
        complete);
  }

  /** A body with few members set, so that some pass. */
  private Body sparse(Shape shape) {
    Body body = shape.empty();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      body = set(body, shape.members().get(random.nextInt(shape.members().size())));
    }
    return body;
  }

  private <T> Body set(Body body, Member<T> member) {
    return body.with(member, value(member.type()));
  }

  @SuppressWarnings("unchecked") // each case returns the T of its own Type<T>
  private <T> T value(Type<T> type) {
    return (T)
        switch (type) {
          case Type.Bool _ -> random.nextBoolean();
          case Type.Int range -> integer(range);
          case Type.Text _ -> WORDS.get(random.nextInt(WORDS.size()));
          case Type.Many<?> many -> list(many.element(), random.nextInt(3));
          case Type.Pair<?> pair -> list(pair.element(), 2);
          case Type.Keyed<?> keyed -> map(keyed.value());
          case Type.Nested nested -> sparse(nested.shape());
          case Type.Empty _ -> Type.Empty.Value.EMPTY;
          case Type.Real _ -> random.nextDouble();
          case Type.Nullable<?> some -> Optional.of(value(some.element()));
        };
  }

  private Long integer(Type.Int range) {
    long[] edges = {-1, 0, 1, 1000, 512 * Scene.MIB, 3_000_000_000L, Long.MAX_VALUE};
    return Math.clamp(edges[random.nextInt(edges.length)], range.min(), range.max());
  }

  private List<Object> list(Type<?> element, int size) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(value(element));
    }
    return values;
  }

  private Map<String, Object> map(Type<?> value) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      values.put(WORDS.get(random.nextInt(WORDS.size())), value(value));
    }
    return values;
  }
}
