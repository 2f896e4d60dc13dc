package dev.cofferdam.watch.host;

import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.HostFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a container as this machine shows them below /proc/PID/root. A link in there would
 * be followed from this machine's root folder, so none is: each step is opened from the folder
 * before it, and a link ends the way. Whoever moves folders meanwhile gains nothing.
 */
final class InnerFiles implements HostFiles {
  private static final int MOST_ENTRIES = 100_000;

  private final FileRoot root;

  InnerFiles(FileRoot root) {
    this.root = root;
  }

  @Override
  public String name() {
    return root.name();
  }

  /** What is done with an open folder. */
  private interface Step<T> {
    T in(SecureDirectoryStream<Path> folder) throws IOException;
  }

  @Override
  public List<FileFacts> list(String folder, String ending, int depth, int most)
      throws IOException {
    List<FileFacts> found = new ArrayList<>();
    try {
      inside(
          Path.of(folder),
          open -> {
            collect(open, Path.of(folder), ending, depth, found);
            return true;
          });
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(FileFacts::modified).reversed());
    return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
  }

  @Override
  public Optional<FileFacts> stat(String path) throws IOException {
    Path file = Path.of(path);
    try {
      return inside(parent(file), open -> facts(open, file));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] read(String path, long offset, int most) throws IOException {
    Path file = Path.of(path);
    return inside(
        parent(file),
        open -> {
          if (facts(open, file).isEmpty()) {
            throw new NoSuchFileException(path, null, "there is no regular file");
          }
          try (SeekableByteChannel channel =
              open.newByteChannel(
                  file.getFileName(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long there = Math.max(0, channel.size() - offset);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, there));
            channel.position(offset);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
              // Until the buffer is full or the file, shorter than it was, ends.
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
          }
        });
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new FileNotFoundException("no file: " + file);
    }
    return parent;
  }

  private void collect(
      SecureDirectoryStream<Path> open, Path at, String ending, int depth, List<FileFacts> found)
      throws IOException {
    try {
      for (Path entry : open) {
        Path name = entry.getFileName();
        Path full = at.resolve(name.toString());
        if (name.toString().endsWith(ending) && found.size() < MOST_ENTRIES) {
          facts(open, full).ifPresent(found::add);
        }
        if (depth > 1) {
          try (SecureDirectoryStream<Path> below =
              secure(open.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS))) {
            collect(below, full, ending, depth - 1, found);
          } catch (IOException e) {
            // A file, a link, gone, or closed to us: passed over.
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Optional<FileFacts> facts(SecureDirectoryStream<Path> open, Path file) {
    try {
      PosixFileAttributes facts =
          open.getFileAttributeView(
                  file.getFileName(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      if (!facts.isRegularFile()) {
        return Optional.empty();
      }
      return Optional.of(
          new FileFacts(
              file.toString(),
              inode(facts),
              facts.size(),
              facts.lastModifiedTime().toInstant(),
              Owner.uid(facts.owner())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The key reads {@code (dev=…,ino=…)}. */
  private static long inode(PosixFileAttributes facts) {
    String key = String.valueOf(facts.fileKey());
    int at = key.indexOf("ino=");
    return at < 0 ? 0 : Long.parseLong(key.substring(at + 4, key.length() - 1));
  }

  @SuppressWarnings("StreamResourceLeak") // all that were opened are closed below, last first
  private <T> T inside(Path folder, Step<T> step) throws IOException {
    List<SecureDirectoryStream<Path>> opened = new ArrayList<>();
    try {
      SecureDirectoryStream<Path> at = secure(Files.newDirectoryStream(Path.of(root.path())));
      opened.add(at);
      for (Path name : folder) {
        at = secure(at.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        opened.add(at);
      }
      return step.in(at);
    } finally {
      for (SecureDirectoryStream<Path> each : opened.reversed()) {
        each.close();
      }
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this system opens no folder from an open folder");
  }
}
