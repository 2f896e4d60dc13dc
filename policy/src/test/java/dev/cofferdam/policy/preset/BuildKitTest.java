package dev.cofferdam.policy.preset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BuildKitBuild;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.Sequel;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds by BuildKit, which are classic builds with a body. */
class BuildKitTest {
  private final Scene scene = new Scene().engine(45);

  private Verdict decide(Map<String, List<String>> query, UnaryOperator<Body> change) {
    Body body = BuildKitBuild.SHAPE.empty().with(BuildKitBuild.FRONTEND, "dockerfile.v0");
    return scene.decide(
        new Call(
            Operation.IMAGE_BUILD,
            new ApiVersion(45),
            List.of(),
            Query.of(query),
            change.apply(body)));
  }

  private String refusedBy(UnaryOperator<Body> change) {
    return decide(Map.of(), change) instanceof Verdict.Deny(var finding) ? finding.rule() : "none";
  }

  @Test
  void anImageIsItsBuildersOwn() {
    Verdict verdict =
        decide(
            Map.of("t", List.of("new:1"), "version", List.of("2")),
            body -> body.with(BuildKitBuild.OUTPUTS, List.of("moby")));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Forward.class,
            forward -> {
              assertThat(forward.sequel()).isEqualTo(Sequel.OWN_IMAGES);
              assertThat(forward.call().query().first("labels"))
                  .contains(
                      "\"dev.cofferdam.image-owner\":\"ann\"", "\"dev.cofferdam.owner\":\"\"");
              assertThat(forward.call().query().all("t"))
                  .containsExactly("docker.io/library/new:1");
              assertThat(forward.call().query().has("memory")).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "t, alpine, image.foreign",
    "t, secret, image.owner",
    "labels, '{\"dev.cofferdam.image-owner\":\"bob\"}', labels.reserved",
    "networkmode, host, build.network-mode",
    "networkmode, mynet, build.network-mode",
    "extrahosts, meta:169.254.169.254, container.extra-hosts",
    "cgroupparent, /x, build.option",
    "remote, https://x.example/a.git, build.remote",
    "dockerfile, ../x, build.dockerfile",
    "shmsize, 999999999999, limit.shm",
    "cachefrom, '[\"secret\"]', image.owner",
    "cachefrom, '[\"10.0.0.1:5000/x\"]', image.registry",
    "cachefrom, '[\"evil/x\"]', image.not-allowed"
  })
  void theRulesOfTheClassicBuildHold(String name, String value, String rule) {
    Verdict verdict = decide(Map.of(name, List.of(value)), body -> body);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Deny.class, deny -> assertThat(deny.finding().rule()).isEqualTo(rule));
  }

  @Test
  void whatOnlyBuildKitHasIsRefusedUnlessItIsHarmless() {
    assertThat(refusedBy(body -> body.with(BuildKitBuild.ENTITLEMENTS, List.of("network.host"))))
        .isEqualTo("build.entitlement");
    assertThat(refusedBy(body -> body.with(BuildKitBuild.FRONTEND, "gateway.v0")))
        .isEqualTo("build.frontend");
    assertThat(refusedBy(body -> body.with(BuildKitBuild.DEFINITION, true)))
        .isEqualTo("build.definition");
    assertThat(refusedBy(body -> body.with(BuildKitBuild.UNKNOWN, List.of("x"))))
        .isEqualTo("build.option");
    assertThat(refusedBy(body -> body.with(BuildKitBuild.CACHE_EXPORTS, List.of("registry"))))
        .isEqualTo("build.cache");
    assertThat(refusedBy(body -> body.with(BuildKitBuild.CACHE_IMPORTS, List.of("s3"))))
        .isEqualTo("build.cache");
    assertThat(refusedBy(body -> body.with(BuildKitBuild.CACHE_EXPORTS, List.of("inline"))))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "local:c, none",
    "docker-image://alpine, none",
    "docker-image:alpine, build.remote",
    "input:0, build.context",
    "oci-layout://x, build.context",
    "https://x.example/a.git, build.remote",
    "git://x.example/a, build.remote",
    "'', build.remote"
  })
  void namedContextsAreFoldersAndImages(String source, String rule) {
    assertThat(refusedBy(body -> body.with(BuildKitBuild.CONTEXTS, Map.of("c", source))))
        .isEqualTo(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"moby", "image", "local", "tar", "oci", "docker"})
  void outputsIntoTheEngineAndToTheClientPass(String type) {
    assertThat(refusedBy(body -> body.with(BuildKitBuild.OUTPUTS, List.of(type))))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "push, true, build.output",
    "push, '', build.output",
    "push, false, none",
    "containerimage.config, x, build.output",
    "registry.insecure, true, build.output",
    "dangling-name-prefix, x, build.output",
    "compression, zstd, none",
    "annotation.a, b, none"
  })
  void attributesOfOutputsSayHowAndNotWhereTo(String name, String value, String rule) {
    assertThat(refusedBy(body -> body.with(BuildKitBuild.OUTPUT_ATTRS, Map.of(name, value))))
        .isEqualTo(rule);
  }

  @Test
  void anEngineThatCannotEnforceSourcesIsSentToTheClassicBuilder() {
    scene.engine(43);
    assertThat(refusedBy(body -> body)).isEqualTo("build.buildkit");
  }
}
