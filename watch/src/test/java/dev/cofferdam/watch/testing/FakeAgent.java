package dev.cofferdam.watch.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program of any name that only waits, run as any user. Closing ends it. */
public final class FakeAgent implements AutoCloseable {
  private final Process process;

  private FakeAgent(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param uid its user and group
   * @param folder its working folder, which that user must be able to enter
   * @param name of the program, such as {@code claude}
   */
  public static FakeAgent start(
      int uid, Path folder, String name, Map<String, String> environment, String... arguments)
      throws IOException {
    Path program = folder.resolve(name);
    if (!Files.exists(program)) {
      Files.copy(Path.of("/bin/dash"), program);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid",
                Integer.toString(uid),
                "--regid",
                Integer.toString(uid),
                "--clear-groups",
                program.toString(),
                "-s"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().putAll(environment);
    FakeAgent agent = new FakeAgent(builder.start());
    // Until then it is setpriv, which nobody takes for an agent.
    await()
        .until(() -> Files.readString(Path.of("/proc/" + agent.pid() + "/comm")).startsWith(name));
    return agent;
  }

  /** A folder below this one that everybody may enter, as the ways to it. */
  public static Path openFolder(Path parent, String name) throws IOException {
    Set<java.nio.file.attribute.PosixFilePermission> open =
        PosixFilePermissions.fromString("rwxr-xr-x");
    Files.setPosixFilePermissions(parent, open);
    Path folder = Files.createDirectories(parent.resolve(name));
    Files.setPosixFilePermissions(folder, open);
    return folder;
  }

  public int pid() {
    return (int) process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
