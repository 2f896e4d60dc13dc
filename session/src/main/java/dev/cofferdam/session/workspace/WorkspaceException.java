package dev.cofferdam.session.workspace;

import java.io.IOException;

/** A workspace cannot be had; the message says what happened and what to do. */
public final class WorkspaceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode 1 failed, 2 usage, 125 the engine refused the container, 126 and 127 its
   *     command cannot be run or found, as {@code docker run}
   */
  public WorkspaceException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the command ends with. */
  public int exitCode() {
    return exitCode;
  }
}
