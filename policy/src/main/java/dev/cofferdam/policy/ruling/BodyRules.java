package dev.cofferdam.policy.ruling;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.Danger;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.engine.body.Shape;
import dev.cofferdam.policy.Rules;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules for every member of one shape. A member that can do harm and has no rule passes with
 * its zero value only, so a member that nobody thought of is refused.
 */
public final class BodyRules {
  private final Shape shape;
  private final List<BodyRule> rules;
  private final List<Member<?>> uncovered = new ArrayList<>();

  private BodyRules(Shape shape, List<BodyRule> rules) {
    this.shape = shape;
    this.rules = rules;
    for (Member<?> member : shape.members()) {
      if (member.danger() != Danger.FREE
          && rules.stream().noneMatch(rule -> rule.members().contains(member))) {
        uncovered.add(member);
      }
    }
  }

  /** Rules in the order in which they run. */
  public static BodyRules of(Shape shape, BodyRule... rules) {
    return new BodyRules(shape, List.of(rules));
  }

  /** Runs every rule; answers with the rebuilt body. */
  public Body apply(Ruling ruling, Body body) {
    Body result = body;
    for (BodyRule rule : rules) {
      result = rule.check().apply(ruling, result);
    }
    for (Member<?> member : uncovered) {
      if (!result.isZero(member)) {
        ruling.refuse(
            Rules.CONTAINER_MEMBER,
            shape.name() + "." + member.name() + " is not allowed here",
            "leave it out");
      }
    }
    return result;
  }

  /** The members that are refused because no rule answers for them. */
  public List<Member<?>> uncovered() {
    return List.copyOf(uncovered);
  }
}
