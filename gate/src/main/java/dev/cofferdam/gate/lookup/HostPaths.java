package dev.cofferdam.gate.lookup;

import dev.cofferdam.policy.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

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
    Path realRoot = Path.of(root).toRealPath();
    Path existing = Path.of(path);
    Path missing = Path.of("");
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      missing = existing.getFileName().resolve(missing);
      existing = existing.getParent();
      if (existing == null) {
        return new Fact.HostPath(path, false, false);
      }
    }
    if (!Files.exists(existing)) {
      return new Fact.HostPath(path, true, false);
    }
    Path real = existing.toRealPath().resolve(missing).normalize();
    boolean whole = missing.toString().isEmpty();
    return new Fact.HostPath(real.toString(), whole, real.startsWith(realRoot));
  }
}
