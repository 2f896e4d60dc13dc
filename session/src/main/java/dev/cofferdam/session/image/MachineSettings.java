package dev.cofferdam.session.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How this machine reaches packages, for builds on it: the certificate authorities it trusts beyond
 * the usual ones, and the mirrors its own package managers use.
 *
 * @param authorities file name to PEM text
 * @param debianMirror the URL of a Debian archive; empty for what the base image names
 * @param npmRegistry the URL of an npm registry; empty for npm's own
 */
record MachineSettings(Map<String, String> authorities, String debianMirror, String npmRegistry) {
  private static final Path AUTHORITIES = Path.of("/usr/local/share/ca-certificates");
  private static final long MAX_FILE = 256 * 1024;
  private static final int MAX_FILES = 50;

  static MachineSettings read(Map<String, String> environment) throws IOException {
    return new MachineSettings(
        authorities(AUTHORITIES),
        environment.getOrDefault("COFFER_DEBIAN_MIRROR", ""),
        npmRegistry(environment));
  }

  private static Map<String, String> authorities(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.toString().endsWith(".crt")).limit(MAX_FILES).forEach(files::add);
    }
    for (Path file : files) {
      if (Files.isRegularFile(file) && Files.isReadable(file) && Files.size(file) <= MAX_FILE) {
        String pem = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (!pem.contains("PRIVATE KEY")) {
          found.put(String.valueOf(file.getFileName()), pem);
        }
      }
    }
    return found;
  }

  private static String npmRegistry(Map<String, String> environment) throws IOException {
    String set = environment.get("npm_config_registry");
    if (set != null && !set.isEmpty()) {
      return plain(set);
    }
    Path file = Path.of(environment.getOrDefault("HOME", "/"), ".npmrc");
    if (Files.isReadable(file) && Files.size(file) <= MAX_FILE) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.matches("\\s*registry\\s*=.*")) {
          return plain(line.substring(line.indexOf('=') + 1).strip());
        }
      }
    }
    return "";
  }

  /** A URL with credentials is left out: build arguments are in the image's history. */
  private static String plain(String url) {
    return url.contains("@") ? "" : url;
  }
}
