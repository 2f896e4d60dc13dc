package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.Config;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;

/** The body of a commit: a configuration over the container's. */
final class CommitRules {
  private static final BodyRules RULES =
      BodyRules.of(
          Config.SHAPE,
          BodyRule.group(
              (ruling, body) ->
                  body.with(
                      Config.LABELS, OwnerLabels.addedToImage(ruling, body.get(Config.LABELS))),
              Config.LABELS),
          ConfinementRules.none(
              Config.ON_BUILD, Rules.CONTAINER_ON_BUILD, "triggers for later builds"),
          BodyRule.harmless(
              Config.USER,
              Config.ENV,
              Config.HEALTHCHECK,
              Config.IMAGE,
              Config.VOLUMES,
              Config.MAC_ADDRESS,
              Config.STOP_TIMEOUT));

  private CommitRules() {}

  static void apply(Ruling ruling) {
    Body body = ruling.body(Config.SHAPE);
    if (Config.SHAPE.members().stream().allMatch(body::isZero)) {
      // An empty object is a configuration too, which would hide some of the container's.
      ruling.noBody();
    } else {
      ruling.body(RULES.apply(ruling, body));
    }
  }
}
