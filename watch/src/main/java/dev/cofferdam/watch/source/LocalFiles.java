package dev.cofferdam.watch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of this machine, as far as this process may read them. */
public final class LocalFiles implements HostFiles {
  private static final String FACTS = "unix:ino,uid,size,lastModifiedTime,isRegularFile";

  @Override
  public String name() {
    return "host";
  }

  @Override
  public List<FileFacts> list(String folder, String ending, int depth, int most)
      throws IOException {
    List<FileFacts> found = new ArrayList<>();
    Path start = Path.of(folder);
    if (!Files.isDirectory(start)) {
      return found;
    }
    // The folder itself may be a link (dotfiles kept elsewhere); links below it are not followed.
    Files.walkFileTree(
        start.toRealPath(),
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        depth,
        new Collector(ending, found));
    found.sort(Comparator.comparing(FileFacts::modified).reversed());
    return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
  }

  @Override
  public Optional<FileFacts> stat(String path) throws IOException {
    return stat(Path.of(path));
  }

  @Override
  public byte[] read(String path, long offset, int most) throws IOException {
    if (stat(path).isEmpty()) {
      throw new NoSuchFileException(path, null, "there is no regular file");
    }
    Set<java.nio.file.OpenOption> options =
        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (SeekableByteChannel file = Files.newByteChannel(Path.of(path), options)) {
      long there = Math.max(0, file.size() - offset);
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, there));
      file.position(offset);
      while (buffer.hasRemaining() && file.read(buffer) >= 0) {
        // Until the buffer is full or the file, shorter than it was, ends.
      }
      return buffer.hasRemaining()
          ? Arrays.copyOf(buffer.array(), buffer.position())
          : buffer.array();
    }
  }

  private static Optional<FileFacts> stat(Path path) throws IOException {
    Map<String, Object> facts;
    try {
      facts = Files.readAttributes(path, FACTS, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
    if (!Boolean.TRUE.equals(facts.get("isRegularFile"))) {
      return Optional.empty();
    }
    return Optional.of(
        new FileFacts(
            path.toString(),
            number(facts, "ino"),
            number(facts, "size"),
            time(facts).toInstant(),
            (int) number(facts, "uid")));
  }

  private static long number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static FileTime time(Map<String, Object> facts) {
    return facts.get("lastModifiedTime") instanceof FileTime time ? time : FileTime.fromMillis(0);
  }

  /** Takes what has the right name. Folders inside that cannot be read are passed over. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final String ending;
    private final List<FileFacts> found;

    Collector(String ending, List<FileFacts> found) {
      this.ending = ending;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && file.getFileName().toString().endsWith(ending)) {
        stat(file).ifPresent(found::add);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
