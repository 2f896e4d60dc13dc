package dev.cofferdam.policy;

import java.util.Map;

/**
 * What the gate found out about the references of one call.
 *
 * @param found an answer for each reference that was asked for
 */
public record Facts(EngineTraits engine, Map<Reference, Fact> found) {
  public Facts {
    found = Map.copyOf(found);
  }

  /**
   * The answer for a reference; one nobody asked for counts as missing, so that forgetting refuses.
   */
  public Fact about(Reference reference) {
    return found.getOrDefault(reference, new Fact.Missing());
  }
}
