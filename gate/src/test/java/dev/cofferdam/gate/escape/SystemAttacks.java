package dev.cofferdam.gate.escape;

import java.util.ArrayList;
import java.util.List;

/**
 * Plugins, clusters: whoever has them has the host. Tunnels end at the gate, which opens them
 * itself; what is sent through them is in {@link BuildKitEscapeTest}.
 */
final class SystemAttacks {
  private static final String GROUP = "system";

  private SystemAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    all.add(
        Attack.of(
                GROUP,
                "gRPC with prior knowledge",
                new Effect.Leaked("\0\0"),
                RawRequest.exact("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0").endless())
            .elsewhere());
    refused(
        all,
        "plugin pull",
        RawRequest.post("/v1.41/plugins/pull?remote=${dial}/x:1&name=esc-p", "[]"),
        new Effect.Dialled());
    refused(
        all,
        "plugin create",
        RawRequest.archive(
            "POST", "/v1.41/plugins/create?name=esc-p", false, TarFile.file("config.json", "{}")),
        new Effect.Has("/v1.41/plugins/esc-p/json", "/Id", node -> true));
    refused(
        all,
        "swarm init",
        RawRequest.post("/v1.41/swarm/init", "{'ListenAddr':'127.0.0.1:0'}"),
        Effect.has("/v1.41/info", "/Swarm/LocalNodeState", "\"active\""));
    refused(
        all,
        "service",
        RawRequest.post("/v1.41/services/create", "{'Name':'${name}'}"),
        new Effect.Has("/v1.41/services/${name}", "", node -> true));
    refused(
        all,
        "secret",
        RawRequest.post("/v1.41/secrets/create", "{'Name':'${name}','Data':'eA=='}"),
        new Effect.Has("/v1.41/secrets/${name}", "", node -> true));
    refused(
        all,
        "config",
        RawRequest.post("/v1.41/configs/create", "{'Name':'${name}','Data':'eA=='}"),
        new Effect.Has("/v1.41/configs/${name}", "", node -> true));
    refused(
        all,
        "leaving the swarm",
        RawRequest.post("/v1.41/swarm/leave?force=1"),
        Effect.has("/v1.41/info", "/Swarm/LocalNodeState", "\"active\""));
    for (String path : List.of("/nodes", "/swarm", "/swarm/unlockkey", "/tasks", "/services")) {
      refused(
          all,
          "reading " + path.substring(1),
          RawRequest.get("/v1.41" + path),
          new Effect.Leaked("\"ID\""));
    }
    refused(
        all,
        "checkpoint of another's container",
        RawRequest.post(
            "/v1.41/containers/${victim}/checkpoints",
            "{'CheckpointID':'c','CheckpointDir':'${outside}','Exit':true}"),
        new Effect.Changed("victim.running"));
    refused(
        all,
        "start from a checkpoint in a folder of the host",
        RawRequest.post("/v1.41/containers/${asleep}/start?checkpoint=c&checkpoint-dir=${outside}"),
        new Effect.Changed("asleep.started"));
    refused(
        all,
        "cancelling others' builds",
        RawRequest.post("/v1.41/build/cancel?id=esc"),
        new Effect.Leaked("200 OK"));
    return all;
  }

  private static void refused(List<Attack> all, String name, RawRequest request, Effect effect) {
    Attack attack = Attack.of(GROUP, name, effect, request);
    // A swarm is the whole engine's.
    all.add(name.contains("swarm") ? attack.harmful() : attack.elsewhere());
  }
}
