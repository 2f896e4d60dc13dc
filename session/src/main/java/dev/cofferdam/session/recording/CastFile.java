package dev.cofferdam.session.recording;

import dev.cofferdam.session.terminal.LocalStreams.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One asciicast file of version 2 while it is written: 0600, an event to a line, each line written
 * at once, so that a reader sees whole lines whenever it looks. Not for several threads at a time.
 */
final class CastFile implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double NANOS = 1e9;
  private static final int CHUNK = 16 * 1024;

  private final FileChannel channel;
  private final long began = System.nanoTime();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** Begins with the bytes of a character that the piece before broke in two. */
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);

  private final CharBuffer characters = CharBuffer.allocate(CHUNK);
  private long size;

  private CastFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Begins a file that is not there yet.
   *
   * @param title of the recording
   */
  static CastFile begin(Path path, Size screen, Instant now, String title) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    CastFile file = new CastFile(channel);
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("version", 2);
    head.put("width", screen.columns() > 0 ? screen.columns() : 80);
    head.put("height", screen.rows() > 0 ? screen.rows() : 24);
    head.put("timestamp", now.getEpochSecond());
    head.put("title", title);
    try {
      file.line(head);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
    return file;
  }

  void output(byte[] data, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, bytes.remaining());
      bytes.put(data, from, n).flip();
      decoder.decode(bytes, characters, false);
      bytes.compact();
      from += n;
      left -= n;
      characters.flip();
      if (characters.hasRemaining()) {
        event("o", characters.toString());
      }
      characters.clear();
    }
  }

  void resize(Size screen) throws IOException {
    event("r", screen.columns() + "x" + screen.rows());
  }

  /** Bytes until now. */
  long size() {
    return size;
  }

  private void event(String kind, String data) throws IOException {
    line(List.of((System.nanoTime() - began) / NANOS, kind, data));
  }

  private void line(Object value) throws IOException {
    byte[] json = JSON.writeValueAsBytes(value);
    ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    while (line.hasRemaining()) {
      size += channel.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
