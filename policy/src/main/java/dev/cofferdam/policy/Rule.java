package dev.cofferdam.policy;

/**
 * A named check. What happens when it finds something is up to {@link Settings#rules()}; a rule
 * that is not named there refuses.
 *
 * @param id stable, such as {@code container.privileged}; the part before the first dot is what the
 *     rule is about
 * @param description one line: what the rule refuses
 */
public record Rule(String id, String description) {
  @Override
  public String toString() {
    return id;
  }
}
