package dev.cofferdam.policy.ruling;

/** The rules for one operation. Stateless, and the same steps whatever the facts say. */
@FunctionalInterface
public interface Decider {
  /**
   * Reports to the ruling what may not pass, and rebuilds the call. Everything that the ruling may
   * need to know must be asked for on every path: the first run of a decider serves to find out
   * what the gate has to look up.
   */
  void decide(Ruling ruling);

  /** These rules, then those. */
  default Decider then(Decider next) {
    return ruling -> {
      decide(ruling);
      next.decide(ruling);
    };
  }
}
