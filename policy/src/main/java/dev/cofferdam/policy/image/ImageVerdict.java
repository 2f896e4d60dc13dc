package dev.cofferdam.policy.image;

/** Whether an image may be used. */
public sealed interface ImageVerdict {
  /** Some pattern allows it and none denies it. */
  record Allowed() implements ImageVerdict {}

  /**
   * @param rule {@link ImagePatterns#NOT_ALLOWED} or {@link ImagePatterns#REGISTRY}
   * @param message one clause for people
   * @param hint what to do about it
   */
  record NotAllowed(String rule, String message, String hint) implements ImageVerdict {}
}
