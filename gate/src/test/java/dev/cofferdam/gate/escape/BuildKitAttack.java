package dev.cofferdam.gate.escape;

import dev.cofferdam.gate.escape.Attack.Reach;

/**
 * One way out through BuildKit.
 *
 * @param reach where it works without a gate
 * @param effect what the engine would have, had it worked
 * @param action carries it out and gives what was answered
 */
record BuildKitAttack(String name, Reach reach, Effect effect, Action action) {

  /** What is done. */
  @FunctionalInterface
  interface Action {
    String on(BuildKitTarget target) throws Exception;
  }

  static BuildKitAttack of(String name, Effect effect, Action action) {
    return new BuildKitAttack(name, Reach.HERE, effect, action);
  }

  /** The same, where this engine would not fall for it. */
  BuildKitAttack elsewhere() {
    return new BuildKitAttack(name, Reach.ELSEWHERE, effect, action);
  }

  /** The same, never to be sent without a gate. */
  BuildKitAttack harmful() {
    return new BuildKitAttack(name, Reach.HARMFUL, effect, action);
  }

  @Override
  public String toString() {
    return name;
  }
}
