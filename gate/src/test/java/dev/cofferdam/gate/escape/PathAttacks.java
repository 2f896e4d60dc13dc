package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;

import java.util.ArrayList;
import java.util.List;

/** Paths, versions and methods that a router and a gate might understand differently. */
final class PathAttacks {
  private static final String GROUP = "path";
  private static final Effect LEAK = new Effect.Leaked("${secret}");
  private static final Effect PRIVILEGED = created("/HostConfig/Privileged", "true");
  private static final String BODY = Attack.inHostConfig("'Privileged':true");

  private PathAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String path :
        List.of(
            "/v1.41/containers/${victim}/%6ason",
            "/v1.41/%63ontainers/${victim}/json",
            "/%76%31.41/containers/${victim}/json",
            "/v1.41%2Fcontainers%2F${victim}%2Fjson",
            "/v1.41/containers%2F${victim}/json",
            "http://evil/v1.41/containers/${victim}/json",
            "HTTP://evil/v1.41/containers/${victim}/json",
            "/containers/${victim}/json",
            "/v1.24/containers/${victim}/json",
            "/v1.12/containers/${victim}/json",
            "/v01.41/containers/${victim}/json",
            "/v1.041/containers/${victim}/json",
            "/v1.41.0/containers/${victim}/json",
            "/v1.41./containers/${victim}/json")) {
      all.add(Attack.of(GROUP, "GET " + path, LEAK, RawRequest.get(path)));
    }
    for (String path :
        List.of(
            "//v1.41/containers/${victim}/json",
            "/v1.41//containers/${victim}/json",
            "/v1.41/containers//${victim}/json",
            "/v1.41/./containers/${victim}/json",
            "/v1.41/x/../containers/${victim}/json",
            "/_ping/../v1.41/containers/${victim}/json",
            "/v1.41/containers/${mine}/../${victim}/json",
            "/v1.41/containers/${mine}/%2e%2e/${victim}/json",
            "/v1.41/containers/${mine}%2F..%2F${victim}/json",
            "/v1.41/containers/${mine}/%252e%252e/${victim}/json",
            "/v1.41/containers/${victim}%00/json",
            "/v1.41/containers/${victim}%0a/json",
            "/v1.41/containers/${victim}/json/",
            "/v1.41/containers/${victim};x=1/json",
            "/v1.41/containers/${victim}/json#/_ping",
            "/v1.41/containers/${victim}%2fjson%3f/_ping",
            "/v1.41/Containers/${victim}/json",
            "/V1.41/containers/${victim}/json",
            "/v1.42/containers/${victim}/json",
            "/v1.41/v1.41/containers/${victim}/json",
            "/v1.41/containers/\\${victim}/json",
            "/v1.41/containers/%u0065/${victim}/json",
            "/v1.41/containers/${victim}%c0%af/json",
            "http://evil//v1.41/containers/${victim}/json",
            "*")) {
      all.add(Attack.of(GROUP, "GET " + path, LEAK, RawRequest.get(path)).elsewhere());
    }
    methods(all);
    creates(all);
    return all;
  }

  private static void methods(List<Attack> all) {
    for (String method : List.of("get", "PATCH", "TRACE", "HEAD", "PROPFIND", "GET\t")) {
      all.add(
          Attack.of(
                  GROUP,
                  method.strip() + (method.endsWith("\t") ? " and a tab" : "") + " instead of GET",
                  LEAK,
                  RawRequest.exact(RawRequest.message(method, "/v1.41/containers/${victim}/json")))
              .elsewhere());
    }
    all.add(
        Attack.of(
                GROUP,
                "CONNECT to the listener",
                new Effect.Dialled(),
                RawRequest.exact("CONNECT ${dial} HTTP/1.1\r\nHost: ${dial}\r\n\r\n").endless())
            .elsewhere());
    all.add(
        Attack.of(
                GROUP,
                "a GET of the listener as by a proxy",
                new Effect.Dialled(),
                RawRequest.exact(
                    "GET http://${dial}/ HTTP/1.1\r\nHost: ${dial}\r\nConnection: close\r\n\r\n"))
            .elsewhere());
    all.add(
        Attack.of(GROUP, "OPTIONS *", LEAK, RawRequest.exact(RawRequest.message("OPTIONS", "*")))
            .elsewhere());
    for (String path :
        List.of(
            "/debug/pprof/cmdline",
            "/debug/vars",
            "/debug/pprof/",
            "/debug/pprof/goroutine?debug=1")) {
      all.add(
          Attack.of(
              GROUP,
              "the daemon's insides at " + path,
              new Effect.Leaked(
                  path.contains("vars")
                      ? "memstats"
                      : path.contains("cmdline") ? "docker" : "goroutine"),
              RawRequest.get(path)));
    }
    all.add(
        Attack.of(GROUP, "metrics", new Effect.Leaked("engine_daemon_"), RawRequest.get("/metrics"))
            .elsewhere());
  }

  private static void creates(List<Attack> all) {
    for (String prefix : List.of("/v1.40", "/v1.24", "/v1.12", "/v01.41", "/v1.41.0", "")) {
      all.add(
          Attack.of(
              GROUP,
              "create under " + (prefix.isEmpty() ? "no version" : prefix),
              PRIVILEGED,
              RawRequest.post(prefix + "/containers/create?name=${name}", BODY)));
    }
    for (String path :
        List.of(
            "/v1.41/containers/%63reate",
            "/v1.41/containers%2Fcreate", "http://x/containers/create")) {
      all.add(Attack.of(GROUP, "create at " + path, PRIVILEGED, RawRequest.post(path, BODY)));
    }
    all.add(
        Attack.of(
                GROUP,
                "create with a slash at its end",
                PRIVILEGED,
                RawRequest.post("/v1.41/containers/create/", BODY))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "IPC is shareable before 1.40",
            created("/HostConfig/IpcMode", "shareable"),
            RawRequest.post(
                "/v1.39/containers/create?name=${name}", "{'Image':'${image}','HostConfig':{}}")));
    all.add(
        Attack.of(
            GROUP,
            "a start with a HostConfig before 1.24",
            PRIVILEGED,
            RawRequest.create("{'Image':'${image}','Cmd':['true']}"),
            RawRequest.post(
                "/v1.23/containers/${last}/start", "{'Privileged':true,'Binds':['/:/h']}")));
    all.add(
        Attack.of(
                GROUP,
                "a start with a HostConfig now",
                PRIVILEGED,
                RawRequest.create("{'Image':'${image}','Cmd':['true']}"),
                RawRequest.post("/v1.41/containers/${last}/start", "{'Privileged':true}"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "the copy that ended with 1.24",
            LEAK,
            RawRequest.post("/v1.23/containers/${victim}/copy", "{'Resource':'/secret'}")));
    all.add(
        Attack.of(
                GROUP,
                "a name with slashes",
                LEAK,
                RawRequest.get("/v1.41/containers/${mineName}/${victimName}/json"))
            .elsewhere());
    all.add(
        Attack.of(
                GROUP,
                "a name with a slash before it",
                LEAK,
                RawRequest.get("/v1.41/containers/%2F${victimName}/json"))
            .elsewhere());
  }
}
