package dev.cofferdam.policy.build;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BuildKitBuild;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.image.Images;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a build by BuildKit may ask for, beside what every build may. */
final class BuildKit {
  private static final String FRONTEND = "dockerfile.v0";
  private static final Set<String> NETWORKS = Set.of("default", "none", "host");

  /** Outputs into the engine's images. */
  private static final Set<String> IMAGES = Set.of("moby", "image");

  /** Outputs that go to the client over its own session. */
  private static final Set<String> TO_CLIENT = Set.of("local", "tar", "oci", "docker");

  /** Attributes that say how an output is written, not where to. */
  private static final Set<String> OUTPUT_ATTRS =
      Set.of(
          "attestation-prefix",
          "compression",
          "compression-level",
          "force-compression",
          "load",
          "name-canonical",
          "oci-artifact",
          "oci-mediatypes",
          "platform-split",
          "prefer-nondist-layers",
          "rewrite-timestamp",
          "tar",
          "unpack");

  private BuildKit() {}

  /** Opening one of BuildKit's connections; while only auditing, they pass unread. */
  static void enter(Ruling ruling, View view) {
    if (ruling.settings().mode() == Mode.AUDIT) {
      return;
    }
    engine(ruling);
    ruling.view(view);
  }

  private static void engine(Ruling ruling) {
    if (!ruling.engine().enforcesSourcePolicies()) {
      ruling.refuse(
          Rules.BUILD_BUILDKIT,
          "the BuildKit of this engine cannot be told which images a build may use",
          "use the classic builder: set DOCKER_BUILDKIT=0, with docker compose too; or an engine"
              + " from 25.0");
    }
  }

  /** The parts of a build that only BuildKit has. */
  static void build(Ruling ruling, Images images) {
    engine(ruling);
    Body build = ruling.body(BuildKitBuild.SHAPE);
    for (String name : build.get(BuildKitBuild.UNKNOWN, List.of())) {
      BuildCalls.option(ruling, name);
    }
    if (build.get(BuildKitBuild.DEFINITION, false)) {
      ruling.refuse(
          Rules.BUILD_DEFINITION,
          "a build graph made by the client cannot be checked here",
          "build from a Dockerfile; contexts that are other targets: build and tag those first");
    }
    String frontend = build.get(BuildKitBuild.FRONTEND, "");
    if (!frontend.equals(FRONTEND)) {
      ruling.refuse(
          Rules.BUILD_FRONTEND,
          "only Dockerfiles are built here, by the engine's own frontend",
          "leave out --frontend; a # syntax line needs no image here, the engine's own is used");
    }
    for (String entitlement : build.get(BuildKitBuild.ENTITLEMENTS, List.of())) {
      ruling.refuse(
          Rules.BUILD_ENTITLEMENT,
          "the entitlement " + entitlement + " is not given here",
          "leave out --allow, --network=host and RUN --security=insecure");
    }
    String mode = ruling.query().first("networkmode", "");
    if (!mode.isEmpty() && !NETWORKS.contains(mode)) {
      ruling.refuse(
          Rules.BUILD_NETWORK_MODE, "BuildKit knows no such network", "use default or none");
    }
    contexts(ruling, build.get(BuildKitBuild.CONTEXTS, Map.of()));
    outputs(ruling, build);
    cache(ruling, images, build);
  }

  private static void contexts(Ruling ruling, Map<String, String> contexts) {
    contexts.forEach((name, source) -> {
      if (source.startsWith("local:") || source.startsWith("docker-image://")) {
        return; // a folder of the client's, or an image, on which the source policy has its say
      }
      if (source.startsWith("input:")
          || source.startsWith("target:")
          || source.startsWith("oci-layout:")) {
        ruling.refuse(
            Rules.BUILD_CONTEXT,
            "the named context " + name + " is neither a folder nor an image",
            "build and tag it first, then name it as docker-image://NAME:TAG");
      } else {
        BuildCalls.remote(ruling);
      }
    });
  }

  private static void outputs(Ruling ruling, Body build) {
    for (String type : build.get(BuildKitBuild.OUTPUTS, List.of())) {
      if (!IMAGES.contains(type) && !TO_CLIENT.contains(type)) {
        output(ruling, "the output " + type, "use --load, or --output type=local, tar or oci");
      }
    }
    build
        .get(BuildKitBuild.OUTPUT_ATTRS, Map.of())
        .forEach((name, value) -> {
          boolean push = name.equals("push") || name.equals("push-by-digest");
          if (push && !value.equals("false")) {
            output(ruling, "pushing from a build", "build first, then: docker push NAME:TAG");
          } else if (!push && !OUTPUT_ATTRS.contains(name) && !name.startsWith("annotation")) {
            output(ruling, "the output's attribute " + name, "leave it out");
          }
        });
  }

  private static void output(Ruling ruling, String what, String hint) {
    ruling.refuse(Rules.BUILD_OUTPUT, what + " is not allowed here", hint);
  }

  /** The engine asks the registry of each image whose cache is used, as for a pull. */
  private static void cache(Ruling ruling, Images images, Body build) {
    for (String name : BuildCalls.cachedImages(ruling)) {
      images.allow(ruling, name);
    }
    for (String type : build.get(BuildKitBuild.CACHE_EXPORTS, List.of())) {
      if (!type.equals("inline")) {
        ruling.refuse(
            Rules.BUILD_CACHE,
            "the engine would write the build cache elsewhere: " + type,
            "use --cache-to type=inline, or leave it out");
      }
    }
    for (String type : build.get(BuildKitBuild.CACHE_IMPORTS, List.of())) {
      ruling.refuse(
          Rules.BUILD_CACHE,
          "the engine would read the build cache from elsewhere: " + type,
          "use --cache-from with an image that is here");
    }
  }
}
