package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** Everything that can be done to a container, done to another's. */
final class ForeignAttacks {
  private static final String GROUP = "foreign";
  private static final Effect STOPPED = new Effect.Changed("victim.running");
  private static final Effect LEAK = new Effect.Leaked("${secret}");

  private ForeignAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    read(all);
    act(all);
    streams(all);
    files(all);
    return all;
  }

  private static void read(List<Attack> all) {
    for (String ref : List.of("${victim}", "${victimName}", "${victimShort}")) {
      all.add(get("inspect as " + ref, ref, "/json"));
    }
    all.add(get("inspect with sizes", "${victim}", "/json?size=1"));
    all.add(get("logs", "${victim}", "/logs?stdout=1&stderr=1"));
    all.add(get("logs by prefix", "${victimShort}", "/logs?stdout=true&tail=all&timestamps=0"));
    all.add(get("top", "${victim}", "/top"));
    all.add(get("top with arguments", "${victimName}", "/top?ps_args=-ef"));
    all.add(
        Attack.of(
            GROUP,
            "changes",
            new Effect.Leaked("/secret"),
            RawRequest.get("/v1.41/containers/${victim}/changes")));
    all.add(
        Attack.of(
            GROUP,
            "stats",
            new Effect.Leaked("memory_stats"),
            RawRequest.get("/v1.41/containers/${victim}/stats?stream=0&one-shot=1")));
    all.add(get("export", "${victim}", "/export"));
    all.add(get("archive", "${victim}", "/archive?path=/secret"));
    all.add(get("archive by name", "${victimName}", "/archive?path=/secret"));
    all.add(
        Attack.of(
            GROUP,
            "what a path is",
            new Effect.Leaked("X-Docker-Container-Path-Stat"),
            RawRequest.exact(
                RawRequest.message("HEAD", "/v1.41/containers/${victim}/archive?path=/secret"))));
    all.add(
        Attack.of(
            GROUP,
            "wait, as an oracle",
            new Effect.Leaked("StatusCode"),
            RawRequest.post("/v1.41/containers/${asleep}/wait")));
  }

  private static void act(List<Attack> all) {
    all.add(post("kill", "${victim}/kill", STOPPED));
    all.add(post("kill by name", "${victimName}/kill?signal=KILL", STOPPED));
    all.add(post("kill by prefix", "${victimShort}/kill?signal=9", STOPPED));
    all.add(post("stop", "${victim}/stop?t=0", STOPPED));
    all.add(post("restart", "${victim}/restart?t=0", STOPPED));
    all.add(post("pause", "${victim}/pause", new Effect.Changed("victim.paused")));
    all.add(post("start", "${asleep}/start", new Effect.Changed("asleep.started")));
    all.add(post("start by name", "${asleepName}/start", new Effect.Changed("asleep.started")));
    all.add(post("rename", "${victimName}/rename?name=${name}", new Effect.Changed("victim.name")));
    all.add(
        Attack.of(
            GROUP,
            "update",
            new Effect.Changed("asleep.limits"),
            RawRequest.post("/v1.41/containers/${asleep}/update", "{'CpuShares':512}")));
    all.add(
        Attack.of(
            GROUP,
            "update to restart always",
            new Effect.Changed("victim.limits"),
            RawRequest.post(
                "/v1.41/containers/${victim}/update", "{'RestartPolicy':{'Name':'always'}}")));
    all.add(
        Attack.of(
            GROUP,
            "delete",
            new Effect.Changed("asleep.gone"),
            RawRequest.delete("/v1.41/containers/${asleep}")));
    all.add(
        Attack.of(
            GROUP,
            "delete by force, by name, with volumes",
            new Effect.Changed("victim.gone"),
            RawRequest.delete("/v1.41/containers/${victimName}?force=1&v=1")));
    all.add(
        Attack.of(
            GROUP,
            "delete by force, by prefix, without a version",
            new Effect.Changed("victim.gone"),
            RawRequest.delete("/containers/${victimShort}?force=true")));
    all.add(
        Attack.of(
            GROUP,
            "commit",
            has("/v1.41/images/${name}/json", "/Config/Env", "ESC_SECRET"),
            RawRequest.post("/v1.41/commit?container=${victim}&repo=${name}")));
    all.add(
        Attack.of(
            GROUP,
            "commit by name with a body",
            has("/v1.41/images/${name}/json", "/Config/Env", "ESC_SECRET"),
            RawRequest.post(
                "/v1.41/commit?container=${victimName}&repo=${name}&pause=0", "{'Labels':{}}")));
    all.add(
        Attack.of(
                GROUP,
                "resize",
                new Effect.Leaked("HTTP/1.1 200"),
                RawRequest.post("/v1.41/containers/${victim}/resize?h=10&w=10"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "a name that shadows another's id",
            has("/v1.41/containers/${victimShort}/json", "/Name", "/${victimShort}"),
            RawRequest.post(
                "/v1.41/containers/create?name=${victimShort}", "{'Image':'${image}'}")));
  }

  private static void streams(List<Attack> all) {
    String head = "Content-Length: 0";
    all.add(
        Attack.of(
            GROUP,
            "attach for its logs",
            LEAK,
            RawRequest.upgrade(
                "POST",
                "/v1.41/containers/${victim}/attach?logs=1&stdout=1&stream=1",
                "tcp",
                head)));
    all.add(
        Attack.of(
            GROUP,
            "attach without an upgrade",
            LEAK,
            RawRequest.post("/v1.41/containers/${victimName}/attach?logs=1&stdout=1").endless()));
    all.add(
        Attack.of(
            GROUP,
            "attach by websocket",
            new Effect.Leaked("101 Switching"),
            RawRequest.upgrade(
                "GET",
                "/v1.41/containers/${victim}/attach/ws?logs=1&stdout=1&stream=1",
                "websocket",
                "Origin: http://docker",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")));
    all.add(
        Attack.of(
            GROUP,
            "logs that follow",
            LEAK,
            RawRequest.get("/v1.41/containers/${victim}/logs?stdout=1&follow=1").endless()));
    all.add(
        Attack.of(
            GROUP,
            "logs under an upgrade header",
            LEAK,
            RawRequest.upgrade("GET", "/v1.41/containers/${victim}/logs?stdout=1", "tcp")));
  }

  private static void files(List<Attack> all) {
    for (String ref : List.of("${victim}", "${victimName}")) {
      all.add(
          Attack.of(
              GROUP,
              "writing a file into " + ref,
              has("/v1.41/containers/${victim}/changes", "", "/planted"),
              RawRequest.archive(
                  "PUT",
                  "/v1.41/containers/" + ref + "/archive?path=/",
                  false,
                  TarFile.file("planted", "x"))));
    }
    all.add(
        Attack.of(
            GROUP,
            "a compressed archive for one's own container, which old engines unpack as root",
            has("/v1.41/containers/${mine}/changes", "", "/packed"),
            RawRequest.archive(
                "PUT",
                "/v1.41/containers/${mine}/archive?path=/",
                true,
                TarFile.file("packed", "x"))));
    all.add(
        Attack.of(
                GROUP,
                "an archive of one's own that climbs out",
                has("/v1.41/containers/${victim}/changes", "", "/climbed"),
                RawRequest.archive(
                    "PUT",
                    "/v1.41/containers/${mine}/archive?path=/",
                    false,
                    TarFile.symlink("up", "../../../../.."),
                    TarFile.file("up/climbed", "x")))
            .elsewhere());
  }

  private static Attack get(String name, String ref, String rest) {
    return Attack.of(GROUP, name, LEAK, RawRequest.get("/v1.41/containers/" + ref + rest));
  }

  private static Attack post(String name, String rest, Effect effect) {
    return Attack.of(GROUP, name, effect, RawRequest.post("/v1.41/containers/" + rest));
  }
}
