package dev.cofferdam.gate.http;

/**
 * The engine's status line and header fields.
 *
 * @param status the status code
 * @param body where the body ends, already knowing the method of the request
 * @param keepsAlive whether the connection can be used again afterwards
 */
public record ResponseHead(int status, Headers headers, BodyLength body, boolean keepsAlive) {

  /** Whether the connection is a raw stream from here on: Docker's 101, or its legacy 200. */
  public boolean upgrades() {
    if (status == 101) {
      return true;
    }
    String type = headers.first("content-type");
    return status == 200
        && body instanceof BodyLength.UntilClose
        && type != null
        && (type.equals("application/vnd.docker.raw-stream")
            || type.equals("application/vnd.docker.multiplexed-stream"));
  }
}
