package dev.cofferdam.engine.build;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive of images that may be read as JSON, every version of each, and the names
 * of all others. Which of them matter is only known at the end, because {@code manifest.json} may
 * come last.
 */
final class ImageArchiveFiles implements TarEntries {
  private static final int MAX_FILE = 256 * 1024;
  private static final int MAX_INDEX = 1 << 20;
  private static final int MAX_TOTAL = 8 << 20;
  private static final int MAX_NAME_CHARS = 16 << 20;

  /** What the engine looks for by name. */
  static final Set<String> INDEXES =
      Set.of("manifest.json", "repositories", "index.json", "oci-layout");

  private final EntryNames names = new EntryNames();
  private final Map<String, List<byte[]>> json = new LinkedHashMap<>();
  private final Set<String> unread = new HashSet<>();
  private int nameChars;
  private int total;
  private String name = "";
  private boolean undecided;
  private @Nullable ByteArrayOutputStream current;

  @Override
  public void entry(String rawName, int type, long size) throws ContextException {
    if (rawName.startsWith("/")) {
      throw TarHeader.broken("a name is absolute: " + ContextException.printable(rawName));
    }
    name = EntryNames.cleaned(rawName);
    names.checkParents(name);
    current = null;
    undecided = false;
    boolean folder = type == '5';
    boolean link = type == '1' || type == '2';
    boolean index = INDEXES.contains(name);
    if (link) {
      names.link(name);
    }
    if (index && (folder || link)) {
      throw TarHeader.broken(name + " must be a file of its own, not a link or folder");
    }
    if (index && size > MAX_INDEX) {
      throw TarHeader.broken(name + " is larger than 1 MiB");
    }
    if (folder || link) {
      return;
    }
    if (index || (size > 0 && size <= MAX_FILE)) {
      undecided = true;
    } else {
      leaveUnread();
    }
  }

  @Override
  public void data(byte[] bytes, int offset, int length) throws ContextException {
    if (undecided && length > 0) {
      undecided = false;
      if (INDEXES.contains(name) || mayBeJson(bytes[offset])) {
        current = new ByteArrayOutputStream();
      } else {
        leaveUnread();
      }
    }
    if (current != null) {
      total += length;
      if (total > MAX_TOTAL) {
        throw TarHeader.broken("its descriptions are larger than 8 MiB together");
      }
      current.write(bytes, offset, length);
    }
  }

  @Override
  public void done() throws ContextException {
    if (current != null) {
      count();
      json.computeIfAbsent(name, _ -> new ArrayList<>()).add(current.toByteArray());
      current = null;
    } else if (undecided) {
      leaveUnread();
    }
    undecided = false;
  }

  private static boolean mayBeJson(byte first) {
    return switch (first) {
      case '{', '[', ' ', '\t', '\n', '\r' -> true;
      default -> false;
    };
  }

  private void leaveUnread() throws ContextException {
    count();
    unread.add(name);
  }

  private void count() throws ContextException {
    nameChars += name.length() + 64;
    if (nameChars > MAX_NAME_CHARS) {
      throw TarHeader.broken("it holds too many files");
    }
  }

  /** Every version of every file that may be JSON, by cleaned name. */
  Map<String, List<byte[]>> json() {
    return json;
  }

  /** Refuses a file of which some version was not read, or that is reached over a link. */
  void requireRead(String path) throws ContextException {
    String clean = EntryNames.cleaned(path);
    if (names.leadsElsewhere(clean)) {
      throw TarHeader.broken("a description is a link: " + ContextException.printable(path));
    }
    if (unread.contains(clean)) {
      throw TarHeader.broken(
          "a description is no JSON of at most 256 KiB: " + ContextException.printable(path));
    }
  }

  /** Whether the file was read. */
  boolean isRead(String path) throws ContextException {
    return json.containsKey(EntryNames.cleaned(path));
  }

  /** Names of the files that were not read. */
  Set<String> unread() {
    return unread;
  }
}
