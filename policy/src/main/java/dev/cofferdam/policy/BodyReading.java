package dev.cofferdam.policy;

/** How the gate treats a request's body before the decision. */
public enum BodyReading {
  /** Read whole as the operation's shape; what does not fit is refused. */
  TYPED,
  /**
   * Streamed to the engine and checked on the way: archives for containers must be plain tar
   * (CVE-2026-41567); of a build context {@link Contents.BuildInputs} are collected, of an archive
   * of images {@link Contents.LoadedTags}, and the policy is asked about them; a pull has no body
   * at all.
   */
  CHECKED_STREAM,
  /** Streamed to the engine unread, because the policy decides on method and path alone. */
  UNREAD
}
