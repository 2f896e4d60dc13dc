package dev.cofferdam.gate.http;

/**
 * A message that cannot be trusted to mean one thing only. The connection it came on is answered,
 * where that is possible, and closed.
 */
public final class HttpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  /**
   * @param status the HTTP status to answer with, such as 400 or 431
   * @param message what is wrong, for the client; no part of the request is repeated
   */
  public HttpException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.text = message;
  }

  @Override
  public String getMessage() {
    return text;
  }

  public int status() {
    return status;
  }
}
