package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.buildkit.SourcePolicy;
import dev.cofferdam.engine.proto.Message;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.RuleSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The source policy of a build: nothing but what the caller may use. */
final class Sources {
  private static final List<String> URLS = List.of("http://*", "https://*", "git://*");

  private Sources() {}

  /**
   * The policy, or null where the gate's own policy only audits.
   *
   * @param images normalized references of the images that may be used
   * @param pulls whether the engine asks the registry for each image
   * @param upload what the caller uploads through its session
   */
  static @Nullable Message policy(
      Policy policy, Set<String> images, boolean pulls, Optional<String> upload) {
    if (policy.settings().mode() == Mode.AUDIT) {
      return null;
    }
    List<Message> rules = new ArrayList<>();
    rules.add(SourcePolicy.matching(false, "*"));
    rules.add(SourcePolicy.matching(true, "local://*"));
    if (allows(policy, Rules.BUILD_REMOTE_ADD.id()) || allows(policy, Rules.BUILD_REMOTE.id())) {
      URLS.forEach(url -> rules.add(SourcePolicy.matching(true, url)));
    }
    upload.ifPresent(url -> rules.add(SourcePolicy.exactly(true, url)));
    for (String image : images) {
      rules.add(SourcePolicy.exactly(true, "docker-image://" + image));
      int at = image.indexOf('@');
      if (at >= 0) {
        // A tag beside a digest says nothing to the engine.
        rules.add(
            SourcePolicy.matching(
                true, "docker-image://" + image.substring(0, at) + ":*" + image.substring(at)));
      } else if (pulls) {
        // What the registry answers with is named by its digest.
        rules.add(SourcePolicy.matching(true, "docker-image://" + image + "@*"));
      }
    }
    return SourcePolicy.of(rules);
  }

  private static boolean allows(Policy policy, String rule) {
    return policy.settings().rules().get(rule) == RuleSetting.ALLOW;
  }
}
