package dev.cofferdam.engine.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what the engine sends for a container or exec without a TTY: frames of eight bytes of
 * header (channel, three zeros, length as big-endian 32 bits) and that many bytes. A long frame
 * comes out in several pieces, so memory stays bounded whatever length a header names. For one
 * thread.
 */
public final class OutputFrames {
  /** No piece is longer than this many bytes. */
  public static final int MAX_PIECE = 32 * 1024;

  private static final int HEADER = 8;

  /** Where bytes came from. */
  public enum Channel {
    /** What the container got to read; an engine sends it to nobody, but the format has it. */
    STDIN,
    STDOUT,
    STDERR,
    /** The engine's own words about a stream that failed. */
    ENGINE_ERROR
  }

  /** Some bytes of one channel, at least one and at most {@link #MAX_PIECE}. */
  @SuppressWarnings("ArrayRecordComponent") // handed on and forgotten, compared by nobody
  public record Piece(Channel channel, byte[] bytes) {}

  private static final Channel[] CHANNELS = Channel.values();

  private final InputStream in;
  private Channel channel = Channel.STDOUT;
  private long left;

  /** Reads from this stream, which stays the caller's to close. */
  public OutputFrames(InputStream in) {
    this.in = in;
  }

  /**
   * The next piece, or null at the end of the stream.
   *
   * @throws EOFException when the stream ends inside a frame
   * @throws IOException when what comes is no frame: a TTY's raw bytes, for instance
   */
  public @Nullable Piece next() throws IOException {
    while (left == 0) {
      if (!header()) {
        return null;
      }
    }
    byte[] bytes = new byte[(int) Math.min(left, MAX_PIECE)];
    int read = in.read(bytes);
    if (read < 0) {
      throw new EOFException("the engine's stream ended inside a frame, " + left + " bytes short");
    }
    left -= read;
    return new Piece(channel, read == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, read));
  }

  private boolean header() throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return false;
    }
    if (header.length < HEADER) {
      throw new EOFException("the engine's stream ended inside the header of a frame");
    }
    if (header[0] < 0
        || header[0] >= CHANNELS.length
        || header[1] != 0
        || header[2] != 0
        || header[3] != 0) {
      throw new IOException("the engine's stream has no frames");
    }
    channel = CHANNELS[header[0]];
    left = Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(header).getInt(4));
    return true;
  }
}
