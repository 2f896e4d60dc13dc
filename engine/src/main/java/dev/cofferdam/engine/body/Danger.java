package dev.cofferdam.engine.body;

/**
 * How much a member of a body can do. A policy that restricts bodies must have a rule for every
 * member that is not {@link #FREE}; without one, only its zero value passes.
 */
public enum Danger {
  /** Touches the caller's own object only. */
  FREE,
  /** Uses shared resources: memory, ports, names. Needs a ceiling or an owner check. */
  LIMITED,
  /** Reaches the host or other principals' objects. */
  DANGEROUS
}
