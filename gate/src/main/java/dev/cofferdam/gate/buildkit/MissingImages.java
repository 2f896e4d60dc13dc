package dev.cofferdam.gate.buildkit;

import dev.cofferdam.gate.grpc.GrpcCall;
import dev.cofferdam.gate.lookup.Deliberation;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Rules;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a build that BuildKit stopped because it named a source that its policy denies:
 * an image that may be used and is not here is pulled, as the caller could have done; anything else
 * is refused in the gate's own words. Used by one thread.
 */
final class MissingImages {
  private static final Pattern DENIED =
      Pattern.compile("source \"([a-z-]{1,20})://([^\"]{1,1000})\" denied by policy");

  /** More than any real Dockerfile names. */
  private static final int MAX_PULLS = 20;

  private final BuildKit kit;
  private final Caller caller;
  private final Policy policy;
  private final EngineTraits traits;
  private final String platform;
  private final Set<String> seen = new HashSet<>();

  MissingImages(BuildKit kit, Caller caller, Policy policy, EngineTraits traits, String platform) {
    this.kit = kit;
    this.caller = caller;
    this.policy = policy;
    this.traits = traits;
    this.platform = platform;
  }

  /**
   * Brings what a build lacked.
   *
   * @param failure BuildKit's message
   * @return the image that is here now; empty when the build failed for another reason
   * @throws Refusal when the source may not be used, or cannot be had
   */
  Optional<String> bring(String failure, GrpcCall call) throws IOException, Refusal {
    Matcher denied = DENIED.matcher(failure);
    if (!denied.find()) {
      return Optional.empty();
    }
    if (!denied.group(1).equals("docker-image")) {
      throw new Refusal(
          Finding.denied(
              Rules.BUILD_REMOTE_ADD.id(),
              "the build makes the engine itself fetch a URL or repository",
              "fetch it before the build and COPY it, or use RUN with a tool of the base image"));
    }
    String image = denied.group(2);
    Deliberation deliberation = kit.deliberation();
    boolean here = deliberation.mayBuildUpon(caller.principal(), policy, traits, image);
    if (seen.size() >= MAX_PULLS || !seen.add(image)) {
      throw unavailable(image, "the engine would have to ask a registry that no pattern names");
    }
    if (!here) {
      Optional<String> failed =
          deliberation.pull(caller.principal(), policy, traits, image, platform, call::onCancel);
      if (failed.isPresent()) {
        throw unavailable(image, failed.get());
      }
    }
    return Optional.of(image);
  }

  private static Refusal unavailable(String image, String why) {
    return new Refusal(
        Finding.denied(
            Rules.BUILD_BASE.id(),
            "the image " + image + " is not here and could not be pulled: " + why,
            "pull it first, with your credentials: docker pull " + image));
  }
}
