package dev.cofferdam.policy;

/** How the gate treats a request's body before the decision. */
public enum BodyReading {
  /** Read whole as the operation's shape; what does not fit is refused. */
  TYPED,
  /** Streamed to the engine; archives are checked on the way (plain tar, build context). */
  CHECKED_STREAM,
  /** Streamed to the engine unread, because the policy decides on method and path alone. */
  UNREAD
}
