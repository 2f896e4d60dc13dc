package dev.cofferdam.gate.lookup;

import dev.cofferdam.policy.Fact;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Looks at a path on the host with its symbolic links resolved. */
final class HostPaths {
  private HostPaths() {}

  /**
   * Where a path really leads.
   *
   * <p>A dangling symbolic link counts as existing and outside: the engine would create what it
   * points to.
   *
   * @param path absolute and clean
   * @param root the folder that it must stay in
   */
  static Fact.HostPath look(String path, String root) throws IOException {
    Path existing = Path.of(path);
    Path missing = Path.of("");
    try {
      while (isMissing(existing)) {
        missing = existing.getFileName().resolve(missing);
        existing = existing.getParent();
        if (existing == null) {
          return new Fact.HostPath(path, false, false, "");
        }
      }
      if (!Files.exists(existing)) {
        return new Fact.HostPath(path, true, false, "");
      }
      Path real = existing.toRealPath().resolve(missing).normalize();
      boolean whole = missing.toString().isEmpty();
      Path realRoot = Path.of(root).toRealPath();
      String folder = Files.isDirectory(realRoot) ? realRoot.toString() : "";
      return new Fact.HostPath(real.toString(), whole, real.startsWith(realRoot), folder);
    } catch (FileSystemException e) {
      // What the gate cannot look at (no permission, a loop, a file where a folder should be, no
      // root), the engine may still follow: it is outside.
      return new Fact.HostPath(path, true, false, "");
    }
  }

  private static boolean isMissing(Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return false;
    } catch (NoSuchFileException _) {
      return true;
    }
  }
}
