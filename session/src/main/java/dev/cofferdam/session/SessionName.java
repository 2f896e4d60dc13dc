package dev.cofferdam.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a session; for a workspace it follows from the project's folder, so that running
 * again in the same folder finds the same session. It is also the principal of the session's gate
 * and part of container and socket names.
 *
 * @param value 1 to 63 of a–z, 0–9, {@code .}, {@code _} and {@code -}, beginning with a letter or
 *     digit
 */
public record SessionName(String value) {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /**
   * @throws IllegalArgumentException when the value is not such a name
   */
  public SessionName {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no session name: use 1 to 63 of a-z, 0-9, '.', '_' and '-'");
    }
  }

  /**
   * {@code <folder>-<8 hex of the path's SHA-256>}.
   *
   * @param project the project's folder, absolute and without symbolic links ({@link
   *     Path#toRealPath})
   */
  public static SessionName of(Path project) {
    Path last = project.getFileName();
    String folder = (last == null ? "root" : last.toString()).toLowerCase(Locale.ROOT);
    String clean = folder.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+", "");
    String shown = clean.isEmpty() ? "project" : clean.substring(0, Math.min(clean.length(), 40));
    return new SessionName(shown + "-" + hash(project.toString()));
  }

  /** The name of the session's container. */
  public String container() {
    return "cofferdam-" + value;
  }

  /** The volume that is the home of the session's user, so that conversations outlive it. */
  public String homeVolume() {
    return "cofferdam-" + value + "-home";
  }

  /** 8 hex digits that stand for the name where paths must be short. */
  public String hash() {
    return hash(value);
  }

  private static String hash(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
