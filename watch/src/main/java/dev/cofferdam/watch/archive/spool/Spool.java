package dev.cofferdam.watch.archive.spool;

import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.Forgotten;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Exchanges that wait, in files with rising numbers; each is there whole or not at all. */
final class Spool {
  private static final String ENDING = ".jsonl";
  private static final String ASIDE = ".damaged";

  private final Path folder;
  private final long most;

  private Spool(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  static Spool open(Path folder, long most) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return new Spool(folder, most);
  }

  Path folder() {
    return folder;
  }

  /** What waits, oldest first. */
  List<Path> files() throws IOException {
    return files(ENDING);
  }

  /**
   * Lets exchanges wait; they are on disk when this returns.
   *
   * @throws IOException when there is no room
   */
  void add(Collection<Exchange> exchanges) throws IOException {
    byte[] bytes = bytes(exchanges);
    List<Path> files = files();
    long waiting = 0;
    for (Path file : files) {
      waiting += Files.size(file);
    }
    if (waiting + bytes.length > most) {
      throw new IOException(
          "the archive cannot be reached, and no more than "
              + (most >> 20)
              + " MB may wait in "
              + folder
              + "; reading goes on when it can be reached again");
    }
    long number = files.isEmpty() ? 0 : number(files.getLast()) + 1;
    write(folder.resolve(String.format(Locale.ROOT, "%012d%s", number, ENDING)), bytes);
  }

  /**
   * What is in a file of the spool.
   *
   * @param exchanges what can be read
   * @param damaged the lines that cannot, byte by byte: they may be no UTF-8
   */
  record Content(List<Exchange> exchanges, String damaged) {}

  Content read(Path file) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    byte[] bytes = Files.readAllBytes(file);
    for (int begin = 0, end; begin < bytes.length; begin = end + 1) {
      end = begin;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(bytes, begin, end);
      try {
        exchanges.add(ExchangeJson.read(line));
      } catch (RuntimeException e) {
        damaged.writeBytes(line);
        damaged.write('\n');
      }
    }
    return new Content(exchanges, damaged.toString(StandardCharsets.ISO_8859_1));
  }

  /** Ends the wait of what was in a file. Its damaged lines are set aside, and hold up nothing. */
  void done(Path file, Content content) throws IOException {
    setAside(file, content);
    Files.delete(file);
  }

  /** Files of lines that could not be read: somebody has to look at them. */
  List<Path> aside() throws IOException {
    return files(ASIDE);
  }

  /** Drops what is to be forgotten, and damaged lines that may be part of it. */
  long forget(Forgotten forgotten) throws IOException {
    long dropped = 0;
    for (Path file : files()) {
      Content content = read(file);
      List<Exchange> exchanges = content.exchanges();
      List<Exchange> kept = exchanges.stream().filter(e -> !forgotten.covers(e)).toList();
      if (kept.size() < exchanges.size()) {
        dropped += exchanges.size() - kept.size();
        setAside(file, content);
        if (kept.isEmpty()) {
          Files.delete(file);
        } else {
          write(file, bytes(kept));
        }
      }
    }
    for (Path aside : aside()) {
      dropped += forget(aside, forgotten);
    }
    return dropped;
  }

  /** Of damaged lines, those stay of which it can be seen that they are somebody else's. */
  private static int forget(Path aside, Forgotten forgotten) throws IOException {
    List<String> lines = Files.readString(aside, StandardCharsets.ISO_8859_1).lines().toList();
    List<String> kept =
        lines.stream().filter(line -> DamagedLine.isSpared(line, forgotten)).toList();
    if (kept.isEmpty()) {
      Files.delete(aside);
    } else if (kept.size() < lines.size()) {
      write(aside, (String.join("\n", kept) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    return lines.size() - kept.size();
  }

  private static void setAside(Path file, Content content) throws IOException {
    if (!content.damaged().isEmpty()) {
      String name = file.getFileName().toString();
      Path aside = file.resolveSibling(name + ASIDE);
      // Numbers begin anew when nothing waits.
      for (int i = 2; Files.exists(aside); i++) {
        aside = file.resolveSibling(name + "-" + i + ASIDE);
      }
      write(aside, content.damaged().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    try {
      return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static byte[] bytes(Collection<Exchange> exchanges) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Exchange exchange : exchanges) {
      lines.write(ExchangeJson.bytes(exchange));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
