package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of the chain as far as it is on disk. Note {@code hash} somewhere else to be able to
 * prove later that nothing before it was changed.
 *
 * @param chain random id of the journal
 * @param segment number of the segment that holds the last line
 * @param offset size of that segment up to and with the last line
 * @param seq sequence number of the last entry, 0 if there is none yet
 * @param hash hash of the last line, 64 lower-case hex digits
 */
public record Head(String chain, int segment, long offset, long seq, String hash) {

  private static final Pattern CONTENT =
      Pattern.compile(
          "\\{\"format\":1,\"chain\":\"([0-9a-f]{32})\",\"segment\":([0-9]{1,9}),"
              + "\"offset\":([0-9]{1,18}),\"seq\":([0-9]{1,18}),\"hash\":\"([0-9a-f]{64})\"}\n");

  /** Replaces the file in one step: a reader sees the old one or the new one. */
  void write(Path dir) throws IOException {
    String content =
        "{\"format\":1,\"chain\":\"%s\",\"segment\":%d,\"offset\":%d,\"seq\":%d,\"hash\":\"%s\"}\n"
            .formatted(chain, segment, offset, seq, hash);
    Path fresh = dir.resolve("HEAD.new");
    try (FileChannel channel =
        Folder.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false); // else a power loss could leave an empty file under the new name
    }
    Files.move(
        fresh,
        Folder.head(dir),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the anchor; null if there is none.
   *
   * @throws Unreadable if the file is not what the writer writes
   */
  static @Nullable Head read(Path dir) throws IOException {
    byte[] content = new byte[1024];
    int length;
    try (var in = Files.newInputStream(Folder.head(dir))) {
      length = in.readNBytes(content, 0, content.length);
    } catch (NoSuchFileException e) {
      return null;
    }
    Matcher matcher = CONTENT.matcher(new String(content, 0, length, UTF_8));
    if (!matcher.matches()) {
      throw new Unreadable(Folder.head(dir));
    }
    return new Head(
        matcher.group(1),
        Integer.parseInt(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        Long.parseLong(matcher.group(4)),
        matcher.group(5));
  }

  /** The anchor holds something else than an anchor. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    Unreadable(Path file) {
      super("journal anchor " + file + " is damaged");
    }
  }
}
