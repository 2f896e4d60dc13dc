package dev.cofferdam.gate.view;

import java.io.IOException;
import java.util.Map;

/** Where a view writes its response. All methods may block until the client has read. */
public interface ResponseSink {
  /**
   * Begins the response. Without a {@code Content-Length} among the headers the body is framed in
   * chunks.
   *
   * @throws IOException when the client is gone
   */
  void begin(int status, Map<String, String> headers) throws IOException;

  /** Writes and flushes body bytes. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Ends the body. */
  void end() throws IOException;

  /** Runs this when the client goes away, from another thread; at once if it has gone already. */
  void onCancel(Runnable action);
}
