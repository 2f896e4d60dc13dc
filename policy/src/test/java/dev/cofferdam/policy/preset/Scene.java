package dev.cofferdam.policy.preset;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.catalogue.RequestBody;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Settings.ImageRules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.settings.Presets;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine as it might be, and a caller named ann. */
final class Scene {
  static final Principal ANN = new Principal("ann");
  static final String MINE = "a".repeat(64);
  static final String THEIRS = "b".repeat(64);
  static final String SHARED = "5".repeat(64);
  static final String MY_NET = "c".repeat(64);
  static final String TEAM_NET = "d".repeat(64);
  static final String BRIDGE = "e".repeat(64);
  static final String MY_IMAGE = "sha256:" + "1".repeat(64);
  static final String HOST_IMAGE = "sha256:" + "2".repeat(64);
  static final String THEIR_IMAGE = "sha256:" + "3".repeat(64);
  static final long MIB = 1L << 20;

  private final Map<Reference, Fact> world = new HashMap<>();
  private Preset preset = Preset.DEVELOP;
  private Mode mode = Mode.ENFORCE;
  private final Map<Operation, RuleSetting> operations = new HashMap<>();
  private final Map<String, RuleSetting> rules = new HashMap<>();
  private Limits limits = new Limits(1024 * MIB, 0, 2_000_000_000L, 256, 512 * MIB, 0, 0, 0, 0, 0);
  private ImageRules images = new ImageRules(List.of("*"), List.of("evil/*"));
  private int engine = 41;

  Scene() {
    Fact mine = new Fact.Container(MINE, "mine", "ann");
    Fact theirs = new Fact.Container(THEIRS, "theirs", "bob");
    world.put(new Reference.Container("mine"), mine);
    world.put(new Reference.Container(MINE), mine);
    world.put(new Reference.Container("theirs"), theirs);
    world.put(new Reference.Container(THEIRS), theirs);
    world.put(new Reference.Container("hosts"), new Fact.Container("f".repeat(64), "hosts", null));
    Fact shared = new Fact.Container(SHARED, "shared-db", null);
    world.put(new Reference.Container("shared-db"), shared);
    world.put(new Reference.Container(SHARED), shared);
    world.put(new Reference.Container("ab"), new Fact.Ambiguous());
    world.put(new Reference.Exec("e1"), new Fact.Exec("e1", (Fact.Container) mine));
    world.put(new Reference.Exec("e2"), new Fact.Exec("e2", (Fact.Container) theirs));
    network("mynet", MY_NET, "ann", false);
    network("team", TEAM_NET, null, false);
    network("foreign", "9".repeat(64), "bob", false);
    network("bridge", BRIDGE, null, true);
    network("host", "8".repeat(64), null, true);
    world.put(new Reference.Volume("myvol"), new Fact.Volume("myvol", "ann"));
    world.put(new Reference.Volume("theirvol"), new Fact.Volume("theirvol", "bob"));
    image("app", MY_IMAGE, "ann", List.of());
    image("alpine", HOST_IMAGE, null, List.of());
    image("secret", THEIR_IMAGE, "bob", List.of());
    image("trigger", "sha256:" + "4".repeat(64), null, List.of("ADD https://x.example/a /a"));
    path("/home/ann/p", "/home/ann/p", true);
    path("/home/ann/p/src", "/home/ann/p/src", true);
    path("/home/ann/p/link", "/etc", false);
    path("/srv/ro/data", "/srv/ro/data", "/srv/ro", true);
  }

  private void network(String name, String id, @Nullable String owner, boolean predefined) {
    Fact fact = new Fact.Network(id, name, owner, "bridge", predefined);
    world.put(new Reference.Network(name), fact);
    world.put(new Reference.Network(id), fact);
  }

  private void image(String name, String id, @Nullable String owner, List<String> onBuild) {
    Fact fact = new Fact.Image(id, owner, List.of(name + ":latest"), onBuild);
    for (String key :
        List.of(name, name + ":latest", "docker.io/library/" + name + ":latest", id)) {
      world.put(new Reference.Image(key), fact);
    }
    world.put(new Reference.Image(id.substring(7, 19)), fact);
  }

  private void path(String path, String real, boolean inside) {
    path(path, real, "/home/ann/p", inside);
  }

  private void path(String path, String real, String root, boolean inside) {
    world.put(new Reference.HostPath(path, root), new Fact.HostPath(real, true, inside, root));
  }

  Scene fact(Reference reference, Fact fact) {
    world.put(reference, fact);
    return this;
  }

  Scene preset(Preset value) {
    preset = value;
    return this;
  }

  Scene audit() {
    mode = Mode.AUDIT;
    return this;
  }

  Scene rule(String id, RuleSetting setting) {
    rules.put(id, setting);
    return this;
  }

  Scene operation(Operation operation, RuleSetting setting) {
    operations.put(operation, setting);
    return this;
  }

  Scene limits(Limits value) {
    limits = value;
    return this;
  }

  Scene images(ImageRules value) {
    images = value;
    return this;
  }

  Scene engine(int minor) {
    engine = minor;
    return this;
  }

  Settings settings() {
    Settings base = Presets.defaults(preset);
    return new Settings(
        preset,
        mode,
        base.floor(),
        operations,
        rules,
        limits,
        images,
        List.of("traefik."),
        "127.0.0.1",
        List.of(
            new BindMount("/workspace", "/home/ann/p", true),
            new BindMount("/home/ann/p", "/home/ann/p", true),
            new BindMount("/data", "/srv/ro", false)),
        Set.of("CHOWN", "NET_BIND_SERVICE"),
        Set.of("team"),
        Set.of("shared-*"),
        false,
        base.onJournalFailure(),
        base.compat());
  }

  Policy policy() {
    return Policies.compile(settings());
  }

  Facts facts(Set<Reference> references) {
    Map<Reference, Fact> found = new HashMap<>();
    for (Reference reference : references) {
      found.put(reference, world.getOrDefault(reference, new Fact.Missing()));
    }
    ApiVersion newest = new ApiVersion(engine);
    return new Facts(new EngineTraits(newest, new ApiVersion(12)), found);
  }

  /** What the gate does: look up what the policy asks for, then let it decide. */
  Verdict decide(Call call) {
    Policy policy = policy();
    var admitted = policy.admit(ANN, call.operation(), new ApiVersion(41));
    if (admitted.isPresent()) {
      return admitted.get();
    }
    return policy.decide(ANN, call, facts(policy.references(ANN, call)));
  }

  Verdict decide(
      Operation operation, @Nullable String target, String query, @Nullable String json) {
    return decide(call(operation, target, query, json));
  }

  static Call call(
      Operation operation, @Nullable String target, String query, @Nullable String json) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int at = pair.indexOf('=');
      values.merge(
          pair.substring(0, at),
          List.of(pair.substring(at + 1)),
          (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
    }
    return new Call(
        operation,
        new ApiVersion(41),
        target == null ? List.of() : List.of(target),
        Query.of(values),
        body(operation, json));
  }

  static @Nullable Body body(Operation operation, @Nullable String json) {
    if (operation.body() != RequestBody.JSON) {
      return null;
    }
    try {
      return Bodies.read(operation, (json == null ? "{}" : json).getBytes(StandardCharsets.UTF_8));
    } catch (BodyException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Creates a container of the image alpine with these members of HostConfig. */
  Verdict host(String hostConfig) {
    return create("\"HostConfig\":{" + hostConfig + "}");
  }

  /** Creates a container of the image alpine with these members. */
  Verdict create(String members) {
    String json = "{\"Image\":\"alpine\"" + (members.isEmpty() ? "" : "," + members) + "}";
    return decide(Operation.CONTAINER_CREATE, null, "name=web", json);
  }

  static Finding finding(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Deny deny -> deny.finding();
      case Verdict.Ask ask -> ask.finding();
      case Verdict.Forward forward ->
          throw new AssertionError("forwarded with changes " + forward.changes());
    };
  }

  static Verdict.Forward forward(Verdict verdict) {
    if (verdict instanceof Verdict.Forward forward) {
      return forward;
    }
    throw new AssertionError("refused: " + finding(verdict));
  }

  /** The JSON that would go upstream. */
  static String json(Verdict verdict) {
    Body body = forward(verdict).call().body();
    return body == null
        ? ""
        : new String(dev.cofferdam.engine.body.BodyWriter.write(body), StandardCharsets.UTF_8);
  }
}
