package dev.cofferdam.watch.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Read-only access to somebody's files. Paths are absolute, as they are on that side. An
 * implementation serves regular files only (never a pipe, a device or a link in place of the file),
 * bounds what it returns, and may be used by several threads.
 */
public interface HostFiles {
  /** Where the files are: {@code host}, or {@code container:} and the container's name. */
  String name();

  /**
   * The regular files in a folder and the folders below it whose names end so. A folder that is not
   * there is empty.
   *
   * @param folder an absolute path
   * @param ending what the names end with, such as {@code .jsonl}
   * @param depth how many folders deep to look; 1 is the folder itself
   * @param most at most this many; what is more is left out, oldest first
   * @throws IOException when the folder is there and cannot be read; the message names it
   */
  List<FileFacts> list(String folder, String ending, int depth, int most) throws IOException;

  /**
   * What is known about a regular file; empty when there is none.
   *
   * @throws IOException when it cannot be found out
   */
  Optional<FileFacts> stat(String path) throws IOException;

  /**
   * The bytes of a file from an offset on.
   *
   * @param most at most this many, at least 1
   * @return fewer than {@code most} only at the end of the file; none behind it
   * @throws IOException when the file cannot be read, or is no regular file
   */
  byte[] read(String path, long offset, int most) throws IOException;
}
