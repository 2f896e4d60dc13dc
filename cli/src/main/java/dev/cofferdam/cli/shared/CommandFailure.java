package dev.cofferdam.cli.shared;

/**
 * A command that cannot go on, with a message that says what happened, why and what to do next, and
 * the exit code that goes with it. Shown without a stack trace.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** Something did not work: exit code 1. */
  public static CommandFailure failed(String message) {
    return new CommandFailure(1, message);
  }

  /** The command line or a file it names makes no sense: exit code 2. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(2, message);
  }

  /** A policy says no: exit code 3. */
  public static CommandFailure denied(String message) {
    return new CommandFailure(3, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
