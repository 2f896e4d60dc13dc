package dev.cofferdam.policy.ruling;

import dev.cofferdam.policy.BodyReading;

/**
 * How one operation is decided.
 *
 * @param reading how its body is read
 * @param asks whether the decider needs any fact
 */
public record Decision(BodyReading reading, boolean asks, Decider decider) {
  /** An operation without a body, decided without asking. */
  public static Decision alone(Decider decider) {
    return new Decision(BodyReading.UNREAD, false, decider);
  }

  /** An operation without a body that names an object. */
  public static Decision asking(Decider decider) {
    return new Decision(BodyReading.UNREAD, true, decider);
  }

  /** An operation with a typed body. */
  public static Decision typed(Decider decider) {
    return new Decision(BodyReading.TYPED, true, decider);
  }

  /** An operation with a stream that the gate checks on its way. */
  public static Decision checked(Decider decider) {
    return new Decision(BodyReading.CHECKED_STREAM, true, decider);
  }
}
