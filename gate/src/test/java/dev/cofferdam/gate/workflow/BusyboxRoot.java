package dev.cofferdam.gate.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of an image that holds nothing but a static busybox. */
final class BusyboxRoot {
  private static final List<String> APPLETS =
      List.of(
          "awk",
          "base64",
          "cat",
          "chmod",
          "cp",
          "cut",
          "date",
          "dd",
          "df",
          "echo",
          "env",
          "false",
          "grep",
          "head",
          "hostname",
          "httpd",
          "id",
          "kill",
          "ls",
          "md5sum",
          "mkdir",
          "mount",
          "mv",
          "nc",
          "nslookup",
          "printf",
          "ps",
          "pwd",
          "rm",
          "sed",
          "seq",
          "sh",
          "sha256sum",
          "sleep",
          "sort",
          "stty",
          "tail",
          "test",
          "touch",
          "true",
          "tty",
          "uname",
          "wc",
          "wget",
          "yes");

  private BusyboxRoot() {}

  static Path create(Path root, Path busybox) throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Files.copy(busybox, bin.resolve("busybox"));
    bin.resolve("busybox").toFile().setExecutable(true, false);
    for (String applet : APPLETS) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
    for (String folder : List.of("etc", "tmp", "www", "data")) {
      Files.createDirectory(root.resolve(folder));
    }
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/:/bin/sh\nworker:x:1000:1000::/tmp:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nworker:x:1000:\n");
    Files.writeString(root.resolve("www/index.html"), "hello from the container\n");
    return root;
  }
}
