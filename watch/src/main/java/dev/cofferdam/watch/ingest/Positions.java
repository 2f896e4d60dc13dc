package dev.cofferdam.watch.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far each file was read, in a file of its own that is replaced as a whole. Files are known by
 * hashes of their names: who forgets a session leaves no name of it behind here. For one thread.
 */
final class Positions {
  private static final int DAYS = 60;

  private final Path file;
  private final Map<String, Position> positions;
  private boolean changed;

  private Positions(Path file, Map<String, Position> positions) {
    this.file = file;
    this.positions = positions;
  }

  /** What the file says; a file that is damaged says nothing, and everything is read again. */
  static Positions read(Path file) throws IOException {
    Map<String, Position> positions = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 7 && parts[0].length() == 32) {
          try {
            positions.put(
                parts[0],
                new Position(
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    parts[5],
                    Long.parseLong(parts[6])));
          } catch (NumberFormatException e) {
            // That file is read again; what comes of it is there already.
          }
        }
      }
    }
    return new Positions(file, positions);
  }

  static String key(String source, String path) {
    return hash((source + '\0' + path).getBytes(StandardCharsets.UTF_8));
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
          .substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nullable Position of(String key) {
    return positions.get(key);
  }

  void put(String key, Position position) {
    changed |= !position.equals(positions.put(key, position));
  }

  /** Writes what changed; on return it is on disk. */
  void save(long today) throws IOException {
    changed |= positions.values().removeIf(position -> position.touched() < today - DAYS);
    if (!changed) {
      return;
    }
    StringBuilder text = new StringBuilder();
    positions.forEach((key, at) ->
        text.append(key)
            .append(' ')
            .append(at.inode())
            .append(' ')
            .append(at.seen())
            .append(' ')
            .append(at.consumed())
            .append(' ')
            .append(at.modified())
            .append(' ')
            .append(at.head())
            .append(' ')
            .append(at.touched())
            .append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    changed = false;
  }
}
