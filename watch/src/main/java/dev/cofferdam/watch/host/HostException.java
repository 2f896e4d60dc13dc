package dev.cofferdam.watch.host;

import java.io.IOException;

/** The machine cannot be looked at. The message says what happened, why, and what to do next. */
public final class HostException extends IOException {
  private static final long serialVersionUID = 1L;

  public HostException(String message, Throwable cause) {
    super(message, cause);
  }

  public HostException(String message) {
    super(message);
  }
}
