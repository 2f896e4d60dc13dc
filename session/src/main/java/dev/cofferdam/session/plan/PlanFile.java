package dev.cofferdam.session.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The file that keeps a {@link SessionPlan}; replaced atomically. */
public final class PlanFile {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long MAX_BYTES = 1024 * 1024;

  /** Has all that a plan may have. */
  private static final String EXAMPLE =
      """
      {"name": "example", "engine": "unix:///run/docker.sock", "project": "/example",
       "agent": "shell", "user": {"uid": 1000, "gid": 1000}, "policy": "develop",
       "mounts": [{"inside": "/workspace", "host": "/example", "writable": true}],
       "services": {"relay": false, "localhost": true, "networks": ["example"], "siblings": []}}
      """;

  private PlanFile() {}

  /**
   * Reads a plan.
   *
   * @throws IOException when there is none, or it cannot be understood; the message says what to do
   */
  public static SessionPlan read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no such session: " + file + " does not exist");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than 1 MiB, so it is no session's plan");
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), SessionPlan.class);
    } catch (JacksonException e) {
      throw new IOException(
          file + " is damaged; run coffer run in the project again, which writes a new one", e);
    }
  }

  /** Makes the first {@link #read} quick: a process that waits for a plan may do this before. */
  public static void load() {
    JSON.readerFor(SessionPlan.class).readValue(EXAMPLE);
  }

  /** Writes a plan that only this user can read. */
  public static void write(Path file, SessionPlan plan) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(plan));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
