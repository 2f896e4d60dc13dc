package dev.cofferdam.engine.build;

import java.util.HashSet;
import java.util.Set;

/**
 * Names of entries as the engine's extraction sees them: cleaned, and with the links that lie in
 * the way remembered. The engine follows symlinks in the parents of a name, so nothing may lie
 * beneath a link. A hard link may be to a symlink, and is then one.
 */
final class EntryNames {
  private static final int MAX_LINK_CHARS = 16 << 20;

  private final Set<String> links = new HashSet<>();
  private int linkChars;

  /** Remembers a link; one that is replaced later still counts. */
  void link(String name) throws ContextException {
    if (links.add(name)) {
      linkChars += name.length() + 64;
      if (linkChars > MAX_LINK_CHARS) {
        throw TarHeader.broken("it holds too many links");
      }
    }
  }

  /** Refuses an entry beneath a link. */
  void checkParents(String name) throws ContextException {
    if (isBeneathLink(name)) {
      throw TarHeader.broken("an entry lies beneath a link: " + ContextException.printable(name));
    }
  }

  /** Whether the name is a link's, or lies beneath one. */
  boolean leadsElsewhere(String name) {
    return links.contains(name) || isBeneathLink(name);
  }

  private boolean isBeneathLink(String name) {
    if (links.isEmpty()) {
      return false;
    }
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      if (links.contains(name.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }

  /** As Go's filepath.Clean makes it below the root; {@code ..} is refused throughout. */
  static String cleaned(String name) throws ContextException {
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
        throw TarHeader.broken("a name holds '..': " + ContextException.printable(name));
      }
      if (!part.isEmpty() && !part.equals(".")) {
        clean.append(clean.isEmpty() ? "" : "/").append(part);
      }
    }
    return clean.toString();
  }
}
