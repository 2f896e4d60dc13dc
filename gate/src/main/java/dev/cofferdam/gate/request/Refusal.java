package dev.cofferdam.gate.request;

import dev.cofferdam.policy.Finding;

/** A request that goes no further, and why; thrown where a request is read or decided. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  public Refusal(Finding finding) {
    super(finding.message(), null, false, false);
    this.finding = finding;
  }

  public Finding finding() {
    return finding;
  }
}
