package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.has;

import dev.cofferdam.gate.escape.BuildKitAttack.Action;
import java.util.List;

/** What a Dockerfile and the options of {@code docker buildx build} can ask for. */
final class BuildKitDockerfileAttacks {
  private static final Effect BUILT = has("/v1.44/images/${name}/json", "/Id", "sha256");
  private static final Effect DIALLED = new Effect.Dialled();
  private static final String RUN = "FROM ${image}\nRUN echo ${name}\n";

  private BuildKitDockerfileAttacks() {}

  static void addTo(List<BuildKitAttack> all) {
    images(all);
    dials(all);
    tags(all);
    options(all);
  }

  private static Action build(String dockerfile, String... arguments) {
    return target -> target.build(dockerfile, arguments);
  }

  private static void images(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
            "FROM another's image",
            has("/v1.44/images/${name}/json", "/Config/Env", "ESC_SECRET"),
            build("FROM ${bobImage}\nENV A=b\n")));
    all.add(
        BuildKitAttack.of(
            "COPY --from another's image",
            BUILT,
            build("FROM scratch\nCOPY --from=${bobImage} /only /only\n")));
    all.add(
        BuildKitAttack.of(
            "RUN --mount from another's image",
            BUILT,
            build("FROM ${image}\nRUN --mount=from=${bobImage},target=/m cat /m/only\n")));
    all.add(
        BuildKitAttack.of(
            "another's image as a named context",
            BUILT,
            build(
                "FROM scratch\nCOPY --from=theirs /only /only\n",
                "--build-context",
                "theirs=docker-image://${bobImage}")));
    all.add(
        BuildKitAttack.of(
            "another's image by a build argument",
            BUILT,
            build("ARG B\nFROM $B\nENV A=b\n", "--build-arg", "B=docker.io/library/${bobImage}")));
    all.add(
        BuildKitAttack.of(
            "another's cache mount",
            new Effect.Leaked("${secret}"),
            build(
                "FROM ${image}\nRUN --mount=type=cache,id=esc-${nonce},target=/c echo ${name};"
                    + " cat /c/secret\n")));
  }

  private static void dials(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
            "ADD of a URL", DIALLED, build("FROM scratch\nADD http://${dial}/x /x\n")));
    all.add(
        BuildKitAttack.of(
            "ADD of a URL by an argument",
            DIALLED,
            build("FROM scratch\nARG U\nADD ${U} /x\n", "--build-arg", "U=http://${dial}/x")));
    all.add(
        BuildKitAttack.of(
                "ADD of a repository",
                DIALLED,
                build("FROM scratch\nADD http://${dial}/x.git /x\n"))
            .elsewhere());
    all.add(BuildKitAttack.of("FROM any registry", DIALLED, build("FROM ${dial}/x:1\nENV A=b\n")));
    all.add(
        BuildKitAttack.of(
            "a frontend by its syntax line",
            DIALLED,
            build("# syntax=${dial}/frontend:1\nFROM scratch\nENV A=b\n")));
    all.add(
        BuildKitAttack.of(
            "a frontend by a build argument",
            DIALLED,
            build("FROM scratch\nENV A=b\n", "--build-arg", "BUILDKIT_SYNTAX=${dial}/frontend:1")));
    all.add(
        BuildKitAttack.of(
            "a URL as a named context",
            DIALLED,
            build(
                "FROM scratch\nCOPY --from=far / /\n",
                "--build-context",
                "far=http://${dial}/context.tar")));
    all.add(
        BuildKitAttack.of(
            "a cache in any registry",
            DIALLED,
            build(RUN, "--cache-from", "type=registry,ref=${dial}/cache:1")));
    all.add(
        BuildKitAttack.of(
            "a context at any address, by the command",
            DIALLED,
            target ->
                target.docker(
                    "FROM scratch\n", List.of("-t", "${name}", "http://${dial}/context.tar"))));
  }

  private static void tags(List<BuildKitAttack> all) {
    Effect changed = new Effect.Changed("host.image");
    all.add(
        BuildKitAttack.of(
            "over the host's tag",
            changed,
            target -> target.docker("FROM scratch\nENV A=b\n", List.of("-t", "${hostImage}"))));
    all.add(
        BuildKitAttack.of(
            "over the host's tag, named second and in full",
            changed,
            build("FROM scratch\nENV A=b\n", "-t", "index.docker.io/library/${hostImage}:latest")));
    all.add(
        BuildKitAttack.of(
            "another owner by LABEL",
            has("/v1.44/images/${name}/json", "/Config/Labels", "bob"),
            build("FROM scratch\nLABEL dev.cofferdam.image-owner=bob\n")));
    all.add(
        BuildKitAttack.of(
            "another owner by option",
            has("/v1.44/images/${name}/json", "/Config/Labels", "bob"),
            build("FROM scratch\nENV A=b\n", "--label", "dev.cofferdam.image-owner=bob")));
    all.add(
        BuildKitAttack.of(
            "no owner at all",
            new Effect.Has(
                "/v1.44/images/${name}/json",
                "/Config",
                node -> !node.path("Labels").toString().contains("dev.cofferdam.image-owner")),
            build("FROM scratch\nENV A=b\n")));
  }

  private static void options(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
            "on the host's network",
            BUILT,
            build(RUN, "--allow", "network.host", "--network", "host")));
    all.add(
        BuildKitAttack.of(
            "one command on the host's network",
            BUILT,
            build("FROM ${image}\nRUN --network=host echo ${name}\n", "--allow", "network.host")));
    all.add(
        BuildKitAttack.of(
                "one command without confinement",
                BUILT,
                build(
                    "# syntax=docker/dockerfile:1-labs\nFROM ${image}\n"
                        + "RUN --security=insecure echo ${name}\n",
                    "--allow",
                    "security.insecure"))
            .elsewhere());
    all.add(
        BuildKitAttack.of(
                "in a group of its own choice", BUILT, build(RUN, "--cgroup-parent", "/esc-kit"))
            .elsewhere());
    all.add(
        BuildKitAttack.of(
            "with hosts of its own", BUILT, build(RUN, "--add-host", "meta:169.254.169.254")));
    all.add(
        BuildKitAttack.of(
            "with more shared memory than anybody has", BUILT, build(RUN, "--shm-size", "200g")));
  }
}
