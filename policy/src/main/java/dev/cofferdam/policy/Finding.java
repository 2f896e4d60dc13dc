package dev.cofferdam.policy;

/**
 * Why a call may not pass as it is.
 *
 * @param rule the stable id of the rule, such as {@code container.privileged}
 * @param status the HTTP status of the answer: 403, 404 for what is not the caller's, 400 for what
 *     was not understood
 * @param message what is wrong, in one clause, without the value that is wrong if that may be a
 *     secret
 * @param hint what to do instead; may be empty
 */
public record Finding(String rule, int status, String message, String hint) {
  /** A refusal with status 403. */
  public static Finding denied(String rule, String message, String hint) {
    return new Finding(rule, 403, message, hint);
  }

  /**
   * The text that Docker's clients print: {@code cofferdam: privileged containers are not allowed
   * here (container.privileged). Hint: …}. A 404 is worded as Docker words it, and names no rule.
   */
  public String text() {
    if (status == 404) {
      return message;
    }
    return "cofferdam: " + message + " (" + rule + ")." + (hint.isEmpty() ? "" : " Hint: " + hint);
  }
}
