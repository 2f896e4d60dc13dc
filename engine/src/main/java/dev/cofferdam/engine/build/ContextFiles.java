package dev.cofferdam.engine.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the context's entries do to the Dockerfile. The engine extracts entries in order, each
 * replacing what was there, and follows symlinks in the parents of a name: {@code d -> .} followed
 * by {@code d/Dockerfile} writes the Dockerfile. So nothing may lie beneath a link, and no link at
 * or above the Dockerfile. A hard link may be to a symlink, and is then one.
 */
final class ContextFiles {
  static final int MAX_DOCKERFILE = 1 << 20;
  private static final int MAX_LINK_CHARS = 16 << 20;

  private final String wanted;
  private final @Nullable String fallback;
  private final Set<String> links = new HashSet<>();
  private int linkChars;
  private @Nullable ByteArrayOutputStream found;
  private @Nullable ByteArrayOutputStream foundFallback;
  private @Nullable ByteArrayOutputStream current;

  /** The path is the {@code dockerfile} parameter; empty means {@code Dockerfile}. */
  ContextFiles(String path) throws ContextException {
    boolean usual = path.isEmpty() || path.equals("Dockerfile");
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    wanted = usual ? "Dockerfile" : cleaned(new String(bytes, StandardCharsets.ISO_8859_1));
    fallback = usual ? "dockerfile" : null;
    if (wanted.isEmpty()) {
      throw new ContextException("the Dockerfile's path names a folder: " + printable(path));
    }
  }

  /** An entry begins; a regular file's data follows with {@link #data}. */
  void entry(String rawName, int type, long size) throws ContextException {
    current = null;
    String name = cleaned(rawName);
    boolean folder = type == '5';
    boolean link = type == '1' || type == '2';
    checkParents(name);
    if (name.isEmpty() && !folder) {
      throw TarHeader.broken("an entry takes the place of the context's own folder");
    }
    if (!folder && wanted.startsWith(name + "/")) {
      throw TarHeader.broken("the folder of the Dockerfile is not a folder: " + printable(name));
    }
    boolean isWanted = name.equals(wanted);
    boolean isFallback = name.equals(fallback);
    if (isWanted || isFallback) {
      if (folder || link) {
        throw TarHeader.broken("the Dockerfile must be a file of its own, not a link or folder");
      }
      if (size > MAX_DOCKERFILE) {
        throw TarHeader.broken("the Dockerfile is larger than 1 MiB");
      }
      current = new ByteArrayOutputStream();
      if (isWanted) {
        found = current;
      } else {
        foundFallback = current;
      }
    }
    if (link && links.add(name)) {
      linkChars += name.length() + 64;
      if (linkChars > MAX_LINK_CHARS) {
        throw TarHeader.broken("it holds too many links");
      }
    }
  }

  void data(byte[] bytes, int offset, int length) {
    if (current != null) {
      current.write(bytes, offset, length);
    }
  }

  /** The entry's data is over. */
  void done() {
    current = null;
  }

  /** The Dockerfile that the engine will read. */
  byte[] dockerfile() throws ContextException {
    ByteArrayOutputStream file = found != null ? found : foundFallback;
    if (file == null) {
      throw new ContextException(
          "the build context holds no "
              + printable(wanted)
              + ". Name the Dockerfile with docker build -f");
    }
    return file.toByteArray();
  }

  private void checkParents(String name) throws ContextException {
    if (links.isEmpty()) {
      return;
    }
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      if (links.contains(name.substring(0, slash))) {
        throw TarHeader.broken("an entry lies beneath a link: " + printable(name));
      }
    }
  }

  /** As Go's filepath.Clean makes it below the context's root; {@code ..} is refused throughout. */
  private static String cleaned(String name) throws ContextException {
    if (name.indexOf('\0') >= 0) {
      throw TarHeader.broken("a name holds a NUL");
    }
    // Nearly every name is clean already: look before building another.
    if (!name.startsWith("/")
        && !name.startsWith(".")
        && !name.endsWith("/")
        && !name.contains("//")
        && !name.contains("/.")) {
      return name;
    }
    StringBuilder clean = new StringBuilder(name.length());
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        throw TarHeader.broken("a name holds '..': " + printable(name));
      }
      if (!part.isEmpty() && !part.equals(".")) {
        clean.append(clean.isEmpty() ? "" : "/").append(part);
      }
    }
    return clean.toString();
  }

  private static String printable(String name) {
    return ContextException.printable(name);
  }
}
