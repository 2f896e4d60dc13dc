package dev.cofferdam.watch.archive.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A folder of Lucene's that only its owner may enter, with files that only the owner may read. */
final class PrivateFolder extends FilterDirectory {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  /** Held, so that it stays as it was set: Lucene tells each start how it might be faster still. */
  private static final Logger HINTS =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  static {
    HINTS.setLevel(Level.SEVERE);
  }

  private final Path folder;

  private PrivateFolder(Path folder) throws IOException {
    super(FSDirectory.open(folder));
    this.folder = folder;
  }

  static PrivateFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, FOLDER);
    return new PrivateFolder(folder);
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    IndexOutput output = super.createOutput(name, context);
    restrict(name);
    return output;
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    IndexOutput output = super.createTempOutput(prefix, suffix, context);
    restrict(output.getName());
    return output;
  }

  /** Files that Lucene makes without asking, such as its lock. */
  void restrict(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }
}
