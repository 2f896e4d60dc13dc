package dev.cofferdam.session.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files with a secret in them. */
public final class SecretFile {
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));

  private static final int MAX_BYTES = 16 * 1024;

  private SecretFile() {}

  /**
   * The one word that the file holds, without blanks and line breaks around it.
   *
   * @throws IOException when it cannot be read, is longer than 16 KiB, or others may read it
   */
  public static String read(Path file) throws IOException {
    check(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than a secret can be (16 KiB)");
    }
    return Files.readString(file, StandardCharsets.US_ASCII).strip();
  }

  /**
   * @throws IOException when the file is missing or unreadable, or its group or others may do
   *     anything with it
   */
  static void check(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no file. Give the path of a file that holds the secret");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
      throw new IOException(
          file
              + " holds a secret and others may use it ("
              + PosixFilePermissions.toString(permissions)
              + "). Run: chmod 600 "
              + file);
    }
    if (!Files.isReadable(file)) {
      throw new IOException(
          file + " holds a secret that you may not read. Run coffer as its owner, or copy it");
    }
  }
}
