package dev.cofferdam.engine.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A hijacked stream: raw bytes each way, until each side has closed its half. One thread may read
 * while another writes; {@link #close} is allowed from any thread and unblocks both.
 */
public final class Duplex implements AutoCloseable {
  private final ReplyHead head;
  private final Exchange.Connection connection;
  private final OutputStream output;

  Duplex(ReplyHead head, Exchange.Connection connection) {
    this.head = head;
    this.connection = connection;
    this.output = new WireOutput(connection.wire());
  }

  /**
   * {@code application/vnd.docker.multiplexed-stream} when frames follow (API 1.42 and later say
   * so; before that the caller must know whether the container has a TTY).
   */
  public Optional<String> contentType() {
    return head.header("Content-Type");
  }

  /** What the engine sends; ends when the engine closes its half. */
  public InputStream input() {
    return connection.in();
  }

  /** What the engine gets; each write goes out at once. */
  public OutputStream output() {
    return output;
  }

  /** Ends our half: the process sees the end of its standard input, its output still arrives. */
  public void closeWrite() throws IOException {
    connection.wire().shutdownOutput();
  }

  @Override
  public void close() {
    connection.wire().close();
  }

  /** Writes through; closing it is {@link Duplex#closeWrite} and nothing more. */
  private static final class WireOutput extends OutputStream {
    private final Wire wire;

    WireOutput(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      wire.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      wire.shutdownOutput();
    }
  }
}
