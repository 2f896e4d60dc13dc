package dev.cofferdam.session.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One build: what it is made of, and the name that follows from all of it, so that a changed recipe
 * is another image and an unchanged one is built once.
 *
 * @param name the image's name and tag
 * @param args build arguments
 * @param context the build context, with the Dockerfile in it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of a context is a waste
record ImageRecipe(String name, Map<String, String> args, byte[] context) {
  private static final String REPOSITORY = "cofferdam/workspace";
  private static final long MAX_CONTEXT = 16L * 1024 * 1024;
  private static final int MAX_FILES = 1000;

  /** The usual workspace for a profile and an agent. */
  static ImageRecipe usual(Profile profile, Agent agent, String base, MachineSettings machine)
      throws IOException {
    Tar tar = new Tar();
    tar.file("Dockerfile", 0644, resource("/images/workspace/Dockerfile"));
    // A folder with something in it, because COPY wants one.
    tar.file("host/README", 0644, resource("/images/workspace/host/README"));
    machine
        .authorities()
        .forEach((name, pem) ->
            tar.file("host/" + name, 0644, pem.getBytes(StandardCharsets.ISO_8859_1)));
    Map<String, String> args = new TreeMap<>();
    args.put("BASE", base);
    args.put("PROFILE", profile.word());
    args.put("AGENT", agent.word());
    args.put("DEBIAN_MIRROR", machine.debianMirror());
    args.put("NPM_REGISTRY", machine.npmRegistry());
    return named(profile.word() + "-" + agent.word(), args, tar.bytes());
  }

  /**
   * A project's own: the folder with its Dockerfile is the context.
   *
   * @param base the image that it may build on by {@code ARG BASE}
   * @throws IOException also when the folder is too large to be one
   */
  static ImageRecipe own(Path folder, String base) throws IOException {
    Tar tar = new Tar();
    long bytes = 0;
    int files = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
        bytes += Files.size(file);
        if (bytes > MAX_CONTEXT || ++files > MAX_FILES) {
          throw new IOException(
              folder
                  + " is the build context of the project's own Dockerfile, and holds more than"
                  + " 16 MiB or 1000 files. Move what the image does not need elsewhere");
        }
        int mode = Files.isExecutable(file) ? 0755 : 0644;
        tar.file(folder.relativize(file).toString(), mode, Files.readAllBytes(file));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(folder + " cannot be a build context: " + e.getMessage(), e);
    }
    return named("own", new TreeMap<>(Map.of("BASE", base)), tar.bytes());
  }

  /** Whether a Dockerfile takes the usual workspace as its base. */
  static boolean buildsOnUsual(String dockerfile) {
    return dockerfile.lines().anyMatch(line -> line.strip().matches("(?i)ARG\\s+BASE(\\s*=.*)?"));
  }

  private static ImageRecipe named(String prefix, Map<String, String> args, byte[] context) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      args.forEach((name, value) ->
          digest.update((name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8)));
      digest.update(context);
      String hash = HexFormat.of().formatHex(digest.digest(), 0, 6);
      return new ImageRecipe(REPOSITORY + ":" + prefix + "-" + hash, args, context);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ImageRecipe.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this coffer is incomplete: " + name + " is missing; build it again");
      }
      return in.readAllBytes();
    }
  }
}
