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

  /** A call that somebody would have to approve, where nobody can. */
  public static Refusal unanswered(Finding question) {
    return new Refusal(
        Finding.denied(
            question.rule(),
            question.message() + ", and nobody can be asked for approval here",
            question.hint()));
  }

  public Finding finding() {
    return finding;
  }
}
