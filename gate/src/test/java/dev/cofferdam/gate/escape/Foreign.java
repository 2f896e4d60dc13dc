package dev.cofferdam.gate.escape;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What belongs to another owner on the engine, and must stay as it is. */
final class Foreign {
  private final EngineView engine;
  private final String nonce;
  private final String secret;
  private String victim = "";
  private String asleep = "";
  private String idleNet = "";
  private String victimNet = "";
  private String exec = "";

  Foreign(EngineView engine, String nonce, String secret) {
    this.engine = engine;
    this.nonce = nonce;
    this.secret = secret;
  }

  /** The placeholders that name what is here. */
  Map<String, String> names() {
    return Map.ofEntries(
        Map.entry("victim", victim),
        Map.entry("victimShort", victim.substring(0, 12)),
        Map.entry("victimName", named("victim")),
        Map.entry("victimExec", exec),
        Map.entry("asleep", asleep),
        Map.entry("asleepName", named("asleep")),
        Map.entry("victimNet", victimNet),
        Map.entry("victimNetShort", victimNet.substring(0, 12)),
        Map.entry("victimNetName", named("net")),
        Map.entry("idleNet", idleNet),
        Map.entry("idleNetName", named("idle")),
        Map.entry("victimVolume", named("data")),
        Map.entry("spareVolume", named("spare")),
        Map.entry("hostImage", named("host")),
        Map.entry("pruneImage", named("prune")),
        Map.entry("bobImage", named("bob")));
  }

  private String named(String what) {
    return "esc-" + what + "-" + nonce;
  }

  private String labels() {
    return "'Labels':{'dev.cofferdam.owner':'bob','esc.victim':'" + nonce + "'}";
  }

  /** Makes everything that is missing or was changed. */
  void restore(Map<String, String> before) throws IOException {
    Map<String, String> now = victim.isEmpty() ? Map.of() : state();
    if (differs(before, now, "net") || differs(before, now, "victim")) {
      remove("containers/" + named("victim") + "?force=1&v=1");
      remove("containers/" + victim + "?force=1&v=1");
      removeNetworks(named("net"));
      victimNet = network("net");
      victim = victim();
    }
    if (differs(before, now, "idle")) {
      removeNetworks(named("idle"));
      idleNet = network("idle");
    }
    if (differs(before, now, "asleep")) {
      remove("containers/" + asleep + "?force=1&v=1");
      asleep =
          engine
              .post(
                  "/v1.41/containers/create?name=" + named("asleep"),
                  "{'Image':'" + named("box") + "','Cmd':['true']," + labels() + "}")
              .path("Id")
              .asString();
    }
    if (differs(before, now, "spare")) {
      engine.post("/v1.41/volumes/create", "{'Name':'" + named("spare") + "'," + labels() + "}");
    }
    for (String image : List.of("host", "prune", "bob")) {
      if (differs(before, now, image)) {
        image(image);
      }
    }
  }

  /** Makes and removes one of each, so that there are events of another owner's. */
  void stir() throws IOException {
    String name = named("stir");
    engine.post("/v1.41/volumes/create", "{'Name':'" + name + "'," + labels() + "}");
    remove("volumes/" + name);
    network("stir");
    remove("networks/" + name);
    engine.post(
        "/v1.41/containers/create?name=" + name,
        "{'Image':'" + named("box") + "'," + labels() + "}");
    remove("containers/" + name);
  }

  private static boolean differs(Map<String, String> before, Map<String, String> now, String of) {
    return now.isEmpty() || changed(before, now).stream().anyMatch(key -> key.startsWith(of + "."));
  }

  /** The keys of what is not as it was. */
  static List<String> changed(Map<String, String> before, Map<String, String> now) {
    List<String> keys = new ArrayList<>();
    before.forEach((key, value) -> {
      if (!value.equals(now.get(key))) {
        keys.add(key);
      }
    });
    return keys;
  }

  private String network(String what) throws IOException {
    return engine
        .post("/v1.41/networks/create", "{'Name':'" + named(what) + "'," + labels() + "}")
        .path("Id")
        .asString();
  }

  private String victim() throws IOException {
    String id =
        engine
            .post(
                "/v1.41/containers/create?name=" + named("victim"),
                "{'Image':'"
                    + named("box")
                    + "','Env':['ESC_SECRET="
                    + secret
                    + "'],'Cmd':['sh','-c','echo "
                    + secret
                    + "; echo "
                    + secret
                    + " > /secret; while true; do sleep 1000; done'],"
                    + labels()
                    + ",'HostConfig':{'NetworkMode':'"
                    + named("net")
                    + "','Binds':['"
                    + named("data")
                    + ":/data']}}")
            .path("Id")
            .asString();
    engine.post("/v1.41/containers/" + id + "/start", "");
    exec =
        engine
            .post(
                "/v1.41/containers/" + id + "/exec",
                "{'Cmd':['cat','/secret'],'AttachStdout':true}")
            .path("Id")
            .asString();
    return id;
  }

  private void image(String what) throws IOException {
    List<String> changes =
        !what.equals("bob")
            ? List.of("LABEL esc.victim=" + nonce, "CMD true", "ENV ESC_IMAGE=" + what)
            : List.of(
                "LABEL dev.cofferdam.image-owner=bob esc.victim=x", "ENV ESC_SECRET=" + secret);
    StringBuilder path = new StringBuilder("/v1.41/images/create?fromSrc=-&repo=" + named(what));
    for (String change : changes) {
      path.append("&changes=").append(URLEncoder.encode(change, StandardCharsets.UTF_8));
    }
    engine.must(
        path.toString(),
        TarFile.archive(List.of(TarFile.file("only", secret)), text -> text),
        "application/x-tar");
  }

  /** Every network of this name, whoever has been put into it. */
  private void removeNetworks(String name) throws IOException {
    for (JsonNode network : engine.list("/v1.41/networks", "name", "^" + name + "$")) {
      String id = network.path("Id").asString();
      for (String member : engine.get("/v1.41/networks/" + id).path("Containers").propertyNames()) {
        engine.post(
            "/v1.41/networks/" + id + "/disconnect", "{'Container':'" + member + "','Force':true}");
      }
      remove("networks/" + id);
    }
  }

  private void remove(String path) throws IOException {
    engine.delete("/v1.41/" + path);
  }

  /** Everything that an attack might have changed, by a short key. */
  Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    JsonNode box = engine.get("/v1.41/containers/" + victim + "/json");
    JsonNode run = box.path("State");
    state.put("victim.gone", Boolean.toString(box.isMissingNode()));
    state.put("victim.name", box.path("Name").asString(""));
    state.put("victim.running", run.path("Running") + " since " + run.path("StartedAt"));
    state.put("victim.paused", run.path("Paused").toString());
    state.put(
        "victim.limits",
        box.at("/HostConfig/Memory")
            + " "
            + box.at("/HostConfig/CpuShares")
            + box.at("/HostConfig/RestartPolicy"));
    TreeSet<String> others = new TreeSet<>();
    box.path("ExecIDs").forEach(id -> others.add(id.asString("")));
    others.remove(exec);
    state.put("victim.execs", others.toString());
    JsonNode said = engine.get("/v1.41/exec/" + exec + "/json");
    state.put("victim.exec", said.path("Running") + " " + said.path("ExitCode"));
    TreeSet<String> networks = new TreeSet<>(box.at("/NetworkSettings/Networks").propertyNames());
    state.put("victim.networks", networks.toString());
    JsonNode sleeper = engine.get("/v1.41/containers/" + asleep + "/json");
    state.put("asleep.gone", Boolean.toString(sleeper.isMissingNode()));
    state.put("asleep.name", sleeper.path("Name").asString(""));
    state.put(
        "asleep.limits",
        sleeper.at("/HostConfig/Memory") + " " + sleeper.at("/HostConfig/CpuShares"));
    state.put("asleep.started", sleeper.at("/State/StartedAt").toString());
    JsonNode net = engine.get("/v1.41/networks/" + victimNet);
    state.put("net.members", new TreeSet<>(net.path("Containers").propertyNames()).toString());
    JsonNode idle = engine.get("/v1.41/networks/" + idleNet);
    state.put("idle.gone", Boolean.toString(idle.isMissingNode()));
    state.put("idle.members", new TreeSet<>(idle.path("Containers").propertyNames()).toString());
    state.put(
        "spare.gone",
        Boolean.toString(engine.get("/v1.41/volumes/" + named("spare")).isMissingNode()));
    for (String image : List.of("host", "prune", "bob")) {
      JsonNode shown = engine.get("/v1.41/images/" + named(image) + "/json");
      state.put(image + ".image", shown.path("Id").asString("gone"));
      state.put(image + ".tags", shown.path("RepoTags").toString());
    }
    return state;
  }
}
