package dev.cofferdam.cli.session;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The classes under test as people have them: a jar, its libraries beside it, and archives of
 * loaded classes for the command and for the host of a session. From folders of classes each start
 * takes almost twice as long, and the tests of sessions start a hundred. Made once for all of them.
 */
final class InstalledCoffer {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final InstalledCoffer ONE = new InstalledCoffer(Path.of("target", "installed"));

  private final Path app;

  private InstalledCoffer(Path folder) {
    Path root = folder.toAbsolutePath();
    app = root.resolve("app");
    try {
      clear(root);
      Files.createDirectories(app.resolve("lib"));
      jars();
      Path host = archive(root.resolve("host.jsa"), "train", "--host", "--rounds", "1");
      List<String> flags = new ArrayList<>(FLAGS);
      flags.add("-XX:SharedArchiveFile=" + host);
      Files.write(app.resolve("host.flags"), flags);
      archive(root.resolve("client.jsa"), "train", "--client");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** {@code coffer.jar} and {@code lib}, as the build leaves them. */
  static Path app() {
    return ONE.app;
  }

  /** The program and what comes before its arguments. */
  static List<String> command() {
    return ONE.java("-XX:SharedArchiveFile=" + ONE.app.resolveSibling("client.jsa"));
  }

  private List<String> java(String flag) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(flag, "-jar", app.resolve("coffer.jar").toString()));
    return command;
  }

  private void jars() throws IOException {
    List<String> names = new ArrayList<>();
    String own = "";
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      String name = "lib/" + names.size() + ".jar";
      if (path.endsWith("test-classes") || !Files.exists(path)) {
        continue; // an archive holds for this very list, and tests are no part of it
      }
      if (Files.exists(path.resolve("dev/cofferdam/cli/Coffer.class"))) {
        own = entry;
      } else if (Files.isDirectory(path)) {
        jar("--create", "--file", app.resolve(name).toString(), "-C", entry, ".");
        names.add(name);
      } else {
        Files.copy(path, app.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        names.add(name);
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.cofferdam.cli.Coffer");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
    Path file = app.resolveSibling("MANIFEST.MF");
    try (var out = Files.newOutputStream(file)) {
      manifest.write(out);
    }
    String jar = app.resolve("coffer.jar").toString();
    jar("--create", "--file", jar, "--manifest", file.toString(), "-C", own, ".");
  }

  private static void jar(String... arguments) {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    if (jar.run(System.out, System.err, arguments) != 0) {
      throw new AssertionError("jar " + String.join(" ", arguments));
    }
  }

  /** Where it cannot be made, starts are slower, and nothing else. */
  private Path archive(Path file, String... training) throws IOException, InterruptedException {
    List<String> command = java("-XX:ArchiveClassesAtExit=" + file);
    command.addAll(List.of(training));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return file;
  }

  private static void clear(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(each);
        }
      }
    }
  }
}
