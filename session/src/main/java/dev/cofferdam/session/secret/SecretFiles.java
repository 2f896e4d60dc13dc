package dev.cofferdam.session.secret;

import dev.cofferdam.session.plan.SessionPlan.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The secrets of one session on the host; replaced whole. */
public final class SecretFiles {
  private final Path folder;

  /**
   * @param folder {@link dev.cofferdam.session.SessionFolder#secrets}
   */
  public SecretFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts these in the place of what was there.
   *
   * @param secrets name to value
   * @param owner who may read them
   * @return name to file
   */
  public Map<String, String> replace(Map<String, byte[]> secrets, User owner) throws IOException {
    remove();
    if (secrets.isEmpty()) {
      return Map.of();
    }
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
      Path file = folder.resolve(secret.getKey());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, secret.getValue());
      if (!Files.getAttribute(file, "unix:uid").equals(owner.uid())) {
        Files.setAttribute(file, "unix:uid", owner.uid());
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
      files.put(secret.getKey(), file.toString());
    }
    return files;
  }

  /** Removes all of them. */
  public void remove() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
