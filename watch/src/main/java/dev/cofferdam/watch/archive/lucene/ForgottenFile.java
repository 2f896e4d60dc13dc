package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.archive.Forgotten;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must not come back, in a file beside the index: a hash and a time on each line. */
final class ForgottenFile {
  private final Path file;

  ForgottenFile(Path file) {
    this.file = file;
  }

  Forgotten read() throws IOException {
    Map<String, Instant> entries = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String[] parts = line.split(" ", 2);
        if (parts.length == 2) {
          entries.put(parts[0], time(parts[1]));
        }
      }
    }
    return Forgotten.of(entries);
  }

  /** Whole, or not at all. */
  void write(Forgotten forgotten) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(forgotten.entries())
        .forEach((hash, time) -> text.append(hash).append(' ').append(time).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      // Forgotten for good is the safe reading of a damaged line.
      return Instant.MAX;
    }
  }
}
