package dev.cofferdam.watch.testing;

import static dev.cofferdam.testkit.Surroundings.path;
import static dev.cofferdam.testkit.Surroundings.value;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The docker command on the newer test engine, and images that helpers are made of. */
public final class Docker {
  public static final String BUSYBOX = "coffer-watch-busybox";
  public static final String DEBIAN = "coffer-watch-debian";

  private Docker() {}

  /** {@code unix:///…} of the engine. */
  public static String engine() {
    return value("COFFER_TEST_ENGINE_NEW");
  }

  /** Runs docker with these arguments. */
  public static Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(value("COFFER_TEST_DOCKER"), "-H", engine()));
    command.addAll(Arrays.asList(arguments));
    try (Program docker = Program.start(Path.of("/"), Map.of(), command)) {
      return docker.finish();
    }
  }

  /** Makes an image of busybox with these of its applets; with none named, with all. */
  public static void importBusybox(Path folder, String image, String... applets)
      throws IOException, InterruptedException {
    Path busybox = path("COFFER_TEST_BUSYBOX");
    Path files = folder.resolve(image);
    Path bin = Files.createDirectories(files.resolve("bin"));
    Files.copy(busybox, bin.resolve("busybox"));
    List<String> names = List.of(applets);
    if (names.isEmpty()) {
      try (Program list = Program.start(folder, Map.of(), List.of(busybox.toString(), "--list"))) {
        names = list.finish().ok().text().lines().toList();
      }
    }
    for (String name : names) {
      if (!name.equals("busybox")) {
        Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
      }
    }
    imported(folder, files, image);
  }

  /**
   * Makes an image of busybox and of a program of this machine with the libraries that it loads.
   */
  public static void importBusyboxWith(Path folder, String image, Path program)
      throws IOException, InterruptedException {
    importBusybox(folder, image);
    Path files = folder.resolve(image);
    copy(program, files);
    try (Program list = Program.start(folder, Map.of(), List.of("ldd", program.toString()))) {
      for (String word : list.finish().ok().text().split("\\s+")) {
        if (word.startsWith("/")) {
          copy(Path.of(word), files);
        }
      }
    }
    // Without it glibc, unlike musl, knows no UTF-8.
    copy(Path.of("/usr/lib/locale/C.utf8/LC_CTYPE"), files);
    imported(folder, files, image);
  }

  private static void copy(Path file, Path root) throws IOException {
    Path copy = root.resolve(Path.of("/").relativize(file));
    Files.createDirectories(copy.getParent());
    Files.copy(file.toRealPath(), copy);
  }

  private static void imported(Path folder, Path files, String image)
      throws IOException, InterruptedException {
    Path tar = folder.resolve(image + ".tar");
    try (Program pack =
        Program.start(
            folder, Map.of(), List.of("tar", "-C", files.toString(), "-cf", tar.toString(), "."))) {
      pack.finish().ok();
    }
    run("import", tar.toString(), image).ok();
  }

  /** Makes an image of the small Debian, whose programs are the coreutils and findutils. */
  public static void importDebian() throws IOException, InterruptedException {
    run("import", path("COFFER_TEST_DEBIAN_TAR").toString(), DEBIAN).ok();
  }
}
