package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One writer per folder. The operating system lets go of the lock when the process dies. */
final class FolderLock implements AutoCloseable {
  // POSIX drops a process's lock on a file when the process closes any of its descriptors for it,
  // so a second attempt in this process must not even open the file.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path dir;
  private final FileChannel channel;

  private FolderLock(Path dir, FileChannel channel) {
    this.dir = dir;
    this.channel = channel;
  }

  static FolderLock acquire(Path folder) throws IOException {
    Path dir = folder.toRealPath();
    long self = ProcessHandle.current().pid();
    if (!HELD_HERE.add(dir)) {
      throw taken(dir, Long.toString(self));
    }
    FileChannel channel = null;
    try {
      channel = Folder.open(Folder.lock(dir), StandardOpenOption.CREATE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        ByteBuffer content = ByteBuffer.allocate(32);
        var _ = channel.read(content, 0);
        throw taken(dir, new String(content.array(), 0, content.position(), US_ASCII).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(US_ASCII)), 0);
      return new FolderLock(dir, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      HELD_HERE.remove(dir);
      throw e;
    }
  }

  private static IOException taken(Path dir, String pid) {
    return new IOException(
        "journal folder "
            + dir
            + " is in use by process "
            + (pid.isEmpty() ? "(unknown)" : pid)
            + ". Stop that process, or give this one another folder (--journal DIR).");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(dir);
    }
  }
}
