package dev.cofferdam.gate.lookup;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a policy about the contents of one stream. Blocks. */
record Screening(FactFinder finder, Principal principal, Policy policy, EngineTraits engine) {
  boolean auditing() {
    return policy.settings().mode() == Mode.AUDIT;
  }

  /** The facts that the policy needs about these contents. */
  Facts facts(Contents contents) throws IOException {
    return new Facts(engine, finder.find(principal, policy.references(principal, contents)));
  }

  /** The fact about an image, whether the policy asks for it or not. */
  Fact image(String name) throws IOException {
    Reference reference = new Reference.Image(name);
    Map<Reference, Fact> found = finder.find(principal, Set.of(reference));
    return found.getOrDefault(reference, new Fact.Missing());
  }

  /**
   * Has the policy judge.
   *
   * @return what would have been refused, were the policy not only auditing
   */
  List<Finding> screen(Contents contents, Facts facts) throws Refusal {
    Contents.Screening screening = policy.screen(principal, contents, facts);
    switch (screening.refusal()) {
      case null -> {}
      case Verdict.Deny(Finding finding) -> throw new Refusal(finding);
      case Verdict.Ask(Finding finding) -> throw Refusal.unanswered(finding);
      case Verdict.Forward _ ->
          throw new IllegalStateException("contents are refused or not, never forwarded");
    }
    return screening.audited();
  }
}
