package dev.cofferdam.session.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whoever holds it serves the session; the system lets go of it when the process dies. */
public final class HostLock implements AutoCloseable {
  private final FileChannel channel;

  private HostLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; empty when another process has it. */
  public static Optional<HostLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null; // another thread of this process
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new HostLock(channel));
  }

  /**
   * The same with patience for those who only look whether it is free, which they do by holding it
   * for a moment.
   */
  public static Optional<HostLock> take(Path file, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<HostLock> taken = take(file);
      if (taken.isPresent() || System.nanoTime() > deadline) {
        return taken;
      }
      Thread.sleep(10);
    }
  }

  /** Whether a process has it now. */
  public static boolean held(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Optional<HostLock> free = take(file);
    if (free.isEmpty()) {
      return true;
    }
    free.get().close();
    return false;
  }

  /**
   * Notes when the lock was taken: the file's time of modification is now. By this channel, because
   * the system lets go of the lock when this process closes any other one on the file.
   */
  public void mark() throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
