package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.created;
import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** Labels that others obey, and labels that say who owns what. */
final class LabelAttacks {
  private static final String GROUP = "labels";

  private LabelAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (String label :
        List.of(
            "dev.cofferdam.owner=bob",
            "dev.cofferdam.session=x",
            "traefik.enable=true",
            "traefik.http.routers.x.rule=Host(a)",
            "com.centurylinklabs.watchtower.enable=true",
            "com.docker.swarm.service.id=x",
            "io.portainer.accesscontrol.public=true",
            "ofelia.enabled=true",
            "socket-proxy.allow.get=.*",
            "caddy=x")) {
      String[] pair = label.split("=", 2);
      all.add(
          Attack.create(
              GROUP,
              "container with " + label,
              "{'Image':'${image}','Labels':{'" + pair[0] + "':'" + pair[1] + "'}}",
              created("/Config/Labels", "\"" + pair[0] + "\":\"" + pair[1] + "\"")));
    }
    all.add(
        Attack.create(
            GROUP,
            "folded member for the owner",
            "{'Image':'${image}','label\u017f':{'dev.cofferdam.owner':'bob'}}",
            created("/Config/Labels", "bob")));
    all.add(
        Attack.create(
                GROUP,
                "no owner, but the image's",
                "{'Image':'${bobImage}','Cmd':['true']}",
                new Effect.NewContainer("/Config/Labels", node -> node.toString().contains("bob")))
            .elsewhere());
    all.add(
        Attack.create(
            GROUP,
            "a container without an owner",
            "{'Image':'${image}'}",
            new Effect.NewContainer(
                "/Config/Labels", node -> !node.toString().contains("dev.cofferdam.owner"))));
    all.add(
        Attack.of(
            GROUP,
            "volume of another owner",
            has("/v1.41/volumes/${name}", "/Labels", "bob"),
            RawRequest.post(
                "/v1.41/volumes/create",
                "{'Name':'${name}','Labels':{'dev.cofferdam.owner':'bob'}}")));
    all.add(
        Attack.of(
            GROUP,
            "volume without an owner",
            new Effect.Has(
                "/v1.41/volumes/${name}",
                "/Labels",
                node -> !node.toString().contains("dev.cofferdam.owner")),
            RawRequest.post("/v1.41/volumes/create", "{'Name':'${name}'}")));
    all.add(
        Attack.of(
            GROUP,
            "volume that a bind makes, without an owner",
            new Effect.Has(
                "/v1.41/volumes/${name}",
                "/Labels",
                node -> !node.toString().contains("dev.cofferdam.owner")),
            RawRequest.create(Attack.inHostConfig("'Binds':['${name}:/v']"))));
    all.add(
        Attack.of(
            GROUP,
            "network without an owner",
            new Effect.Has(
                "/v1.41/networks/${name}",
                "/Labels",
                node -> !node.toString().contains("dev.cofferdam.owner")),
            RawRequest.post("/v1.41/networks/create", "{'Name':'${name}'}")));
    all.add(
        Attack.create(
            GROUP,
            "owner through a volume's labels",
            Attack.inHostConfig(
                "'Mounts':[{'Type':'volume','Source':'${name}-l','Target':'/v',"
                    + "'VolumeOptions':{'Labels':{'dev.cofferdam.owner':'bob'}}}]"),
            created("/HostConfig/Mounts", "bob")));
    all.add(
        Attack.of(
            GROUP,
            "commit that says who owns it",
            has("/v1.41/images/${name}/json", "/Config/Labels", "bob"),
            RawRequest.post(
                "/v1.41/commit?container=${mine}&repo=${name}&changes=LABEL%20dev.cofferdam.owner%3Dbob")));
    all.add(
        Attack.of(
            GROUP,
            "commit whose body says who owns it",
            has("/v1.41/images/${name}/json", "/Config/Labels", "bob"),
            RawRequest.post(
                "/v1.41/commit?container=${mine}&repo=${name}",
                "{'Labels':{'dev.cofferdam.owner':'bob'}}")));
    all.add(
        Attack.of(
            GROUP,
            "import that says who owns it",
            has("/v1.41/images/${name}/json", "/Config/Labels", "bob"),
            RawRequest.archive(
                "POST",
                "/v1.41/images/create?fromSrc=-&repo=${name}&changes=LABEL%20dev.cofferdam.owner%3Dbob",
                false,
                TarFile.file("x", "x"))));
    return all;
  }
}
