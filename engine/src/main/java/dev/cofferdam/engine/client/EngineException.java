package dev.cofferdam.engine.client;

import java.io.IOException;

/** The engine answered, with a status that says no. */
public sealed class EngineException extends IOException permits AmbiguousNameException {
  private final int status;
  private final String engineMessage;

  /**
   * @param status the HTTP status
   * @param engineMessage the {@code message} of Docker's error body, or what else the body said
   */
  public EngineException(int status, String engineMessage) {
    super("the engine answered " + status + ": " + engineMessage);
    this.status = status;
    this.engineMessage = engineMessage;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The engine's own words. */
  public String engineMessage() {
    return engineMessage;
  }
}
