package dev.cofferdam.policy.ruling;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.Member;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is checked and rewritten about some members of a body.
 *
 * @param members those that this rule answers for
 */
public record BodyRule(Set<Member<?>> members, BiFunction<Ruling, Body, Body> check) {
  public BodyRule {
    members = Set.copyOf(members);
  }

  /** A check of one member's value when it is present and not zero; it may not change it. */
  public static <T> BodyRule check(Member<T> member, Check<T> check) {
    return new BodyRule(
        Set.of(member),
        (ruling, body) -> {
          T value = body.get(member);
          if (value != null && !body.isZero(member)) {
            check.check(ruling, value);
          }
          return body;
        });
  }

  /** A check that answers with the value to write, when the member is present and not zero. */
  public static <T> BodyRule rewrite(Member<T> member, Rewrite<T> rewrite) {
    return new BodyRule(
        Set.of(member),
        (ruling, body) -> {
          T value = body.get(member);
          if (value == null || body.isZero(member)) {
            return body;
          }
          T changed = rewrite.rewrite(ruling, value);
          return changed.equals(value) ? body : body.with(member, changed);
        });
  }

  /** Members that are limited in Docker's table and need nothing here; says so on purpose. */
  public static BodyRule harmless(Member<?>... members) {
    return new BodyRule(Set.of(members), (_, body) -> body);
  }

  /** A rule over several members at once. */
  public static BodyRule group(BiFunction<Ruling, Body, Body> check, Member<?>... members) {
    return new BodyRule(Set.of(members), check);
  }

  /** Sees a value. */
  @FunctionalInterface
  public interface Check<T> {
    void check(Ruling ruling, T value);
  }

  /** Sees a value and answers with the one to write. */
  @FunctionalInterface
  public interface Rewrite<T> {
    T rewrite(Ruling ruling, T value);
  }

  /** A copy with the member set to the value, or without the member when the value is null. */
  public static <T> Body put(Body body, Member<T> member, @Nullable T value) {
    return value == null ? body.without(member) : body.with(member, value);
  }
}
