package dev.cofferdam.engine.body;

/**
 * A body that is not exactly of the expected shape. The message is for the caller: it says where
 * ({@code HostConfig.Privileged}), what was found and, for a near miss, which spelling is meant. It
 * never repeats a value.
 */
public final class BodyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String text;

  /** Why a body was refused. */
  public enum Kind {
    /** Not JSON, or not JSON that all readers read alike. */
    MALFORMED,
    /** A member that no table lists, or one spelled differently. */
    UNKNOWN_MEMBER,
    /** A member given twice. */
    DUPLICATE_MEMBER,
    /** A value of another type than the member's. */
    WRONG_TYPE,
    /** Longer, deeper or with more elements than the gate reads. */
    TOO_BIG
  }

  public BodyException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.text = message;
  }

  @Override
  public String getMessage() {
    return text;
  }

  public Kind kind() {
    return kind;
  }
}
