package dev.cofferdam.engine.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the context's entries do to the Dockerfile. The engine extracts entries in order, each
 * replacing what was there, and follows symlinks in the parents of a name: {@code d -> .} followed
 * by {@code d/Dockerfile} writes the Dockerfile. So nothing may lie beneath a link, and no link at
 * or above the Dockerfile.
 */
final class ContextFiles implements TarEntries {
  static final int MAX_DOCKERFILE = 1 << 20;

  private final String wanted;
  private final @Nullable String fallback;
  private final EntryNames names = new EntryNames();
  private @Nullable ByteArrayOutputStream found;
  private @Nullable ByteArrayOutputStream foundFallback;
  private @Nullable ByteArrayOutputStream current;

  /** The path is the {@code dockerfile} parameter; empty means {@code Dockerfile}. */
  ContextFiles(String path) throws ContextException {
    boolean usual = path.isEmpty() || path.equals("Dockerfile");
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    wanted =
        usual ? "Dockerfile" : EntryNames.cleaned(new String(bytes, StandardCharsets.ISO_8859_1));
    fallback = usual ? "dockerfile" : null;
    if (wanted.isEmpty()) {
      throw new ContextException("the Dockerfile's path names a folder: " + printable(path));
    }
  }

  @Override
  public void entry(String rawName, int type, long size) throws ContextException {
    current = null;
    String name = EntryNames.cleaned(rawName);
    boolean folder = type == '5';
    boolean link = type == '1' || type == '2';
    names.checkParents(name);
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
    if (link) {
      names.link(name);
    }
  }

  @Override
  public void data(byte[] bytes, int offset, int length) {
    if (current != null) {
      current.write(bytes, offset, length);
    }
  }

  @Override
  public void done() {
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

  private static String printable(String name) {
    return ContextException.printable(name);
  }
}
