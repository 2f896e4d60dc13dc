package dev.cofferdam.gate.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gate's own record of owners, for objects that cannot carry the owner label. A file of JSON,
 * replaced atomically at each change; without a file it lasts as long as the process. Safe for any
 * thread.
 */
public final class Ownership {
  /** Its name in a gate's state folder. */
  public static final String FILE = "owners.json";

  /** What is recorded here, by the name of its table in the file. */
  public enum Kind {
    /** An image id: pulled or loaded. */
    IMAGE("images"),
    /** An anonymous volume. */
    VOLUME("volumes");

    private final String table;

    Kind(String table) {
      this.table = table;
    }
  }

  /**
   * More entries than this in one table are refused: something is wrong, and memory is not endless.
   */
  private static final int MAX_ENTRIES = 100_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path file;
  private static final String TAGS = "tags";

  private final Map<Kind, Map<String, String>> owners = new LinkedHashMap<>();
  private final Map<String, Tag> tags = new LinkedHashMap<>();

  /** A tag that a principal has set, and the image that it then named. */
  private record Tag(String owner, String image) {}

  private Ownership(@Nullable Path file) {
    this.file = file;
    for (Kind kind : Kind.values()) {
      owners.put(kind, new LinkedHashMap<>());
    }
  }

  /** A record that is not kept beyond the process. */
  public static Ownership inMemory() {
    return new Ownership(null);
  }

  /**
   * The record in this file, which need not exist yet.
   *
   * @throws IOException when it cannot be read; an unreadable record is an error, not an empty
   *     record, because forgetting owners would hand objects over
   */
  public static Ownership open(Path file) throws IOException {
    Ownership record = new Ownership(file);
    if (Files.exists(file)) {
      try {
        JsonNode root = JSON.readTree(Files.readAllBytes(file));
        for (Kind kind : Kind.values()) {
          // Every table is always written; a missing one means that part of the file is.
          if (!(root.get(kind.table) instanceof ObjectNode table)) {
            throw damaged(file, null);
          }
          for (var entry : table.properties()) {
            if (!entry.getValue().isString()) {
              throw damaged(file, null);
            }
            record.table(kind).put(entry.getKey(), entry.getValue().asString());
          }
        }
        record.readTags(file, root);
      } catch (JacksonException e) {
        throw damaged(file, e);
      }
    }
    return record;
  }

  private void readTags(Path path, JsonNode root) throws IOException {
    if (!(root.get(TAGS) instanceof ObjectNode table)) {
      throw damaged(path, null);
    }
    for (var entry : table.properties()) {
      JsonNode owner = entry.getValue().path("owner");
      JsonNode image = entry.getValue().path("image");
      if (!owner.isString() || !image.isString()) {
        throw damaged(path, null);
      }
      tags.put(entry.getKey(), new Tag(owner.asString(), image.asString()));
    }
  }

  private static IOException damaged(Path file, @Nullable Exception cause) {
    return new IOException(
        "the record of owners " + file + " is damaged; restore it or remove it knowingly", cause);
  }

  /** The principal that the object belongs to. */
  public synchronized Optional<String> owner(Kind kind, String name) {
    return Optional.ofNullable(table(kind).get(name));
  }

  /** Everything of a kind that belongs to the principal, in the order of its recording. */
  public synchronized List<String> owned(Kind kind, String principal) {
    return table(kind).entrySet().stream()
        .filter(entry -> entry.getValue().equals(principal))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Records an owner and writes the file. */
  public synchronized void own(Kind kind, String name, String principal) throws IOException {
    Map<String, String> table = table(kind);
    if (principal.equals(table.get(name))) {
      return;
    }
    if (table.size() >= MAX_ENTRIES) {
      throw new IOException("the record of owners is full");
    }
    table.put(name, principal);
    save();
  }

  /**
   * The principal that has set this tag, while it names the image that it then named: a tag that
   * somebody has since moved past the gate is nobody's.
   *
   * @param tag a normalized image reference
   * @param image the id of the image that it names now
   */
  public synchronized Optional<String> tagOwner(String tag, String image) {
    Tag known = tags.get(tag);
    return known != null && known.image().equals(image)
        ? Optional.of(known.owner())
        : Optional.empty();
  }

  /** Records who has set a tag on an image, and writes the file. */
  public synchronized void ownTag(String tag, String image, String principal) throws IOException {
    Tag next = new Tag(principal, image);
    if (next.equals(tags.get(tag))) {
      return;
    }
    if (tags.size() >= MAX_ENTRIES) {
      throw new IOException("the record of owners is full");
    }
    tags.put(tag, next);
    save();
  }

  /** Forgets a tag that is gone, and writes the file. */
  public synchronized void forgetTag(String tag) throws IOException {
    if (tags.remove(tag) != null) {
      save();
    }
  }

  /** Forgets an object that is gone, and writes the file. */
  public synchronized void forget(Kind kind, String name) throws IOException {
    if (table(kind).remove(name) != null) {
      save();
    }
  }

  private Map<String, String> table(Kind kind) {
    return owners.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
  }

  private void save() throws IOException {
    if (file == null) {
      return;
    }
    ObjectNode root = JSON.createObjectNode();
    owners.forEach((kind, table) -> {
      ObjectNode node = root.putObject(kind.table);
      table.forEach(node::put);
    });
    ObjectNode table = root.putObject(TAGS);
    tags.forEach((tag, known) ->
        table.putObject(tag).put("owner", known.owner()).put("image", known.image()));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(root));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
