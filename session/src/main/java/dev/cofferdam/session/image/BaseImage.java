package dev.cofferdam.session.image;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Debian that workspaces are built on: what the engine has, else the registry's, else one made
 * of Debian packages on this machine, which needs no registry.
 */
final class BaseImage {
  static final String USUAL = "debian:trixie-slim";

  /** What {@link #USUAL} is replaced by where no registry answers. */
  static final String MADE_HERE = "cofferdam/base:trixie";

  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private final EngineClient engine;
  private final MachineSettings machine;

  BaseImage(EngineClient engine, MachineSettings machine) {
    this.engine = engine;
    this.machine = machine;
  }

  /**
   * The name of a base that the engine has after the call.
   *
   * @param wanted the setting; empty for {@link #USUAL}
   * @throws IOException when there is none and none can be made, saying what to do
   */
  String ensure(String wanted, Consumer<String> progress) throws IOException {
    String name = wanted.isEmpty() ? USUAL : wanted;
    if (has(name)) {
      return name;
    }
    if (wanted.isEmpty() && has(MADE_HERE)) {
      return MADE_HERE;
    }
    try {
      int colon = name.lastIndexOf(':');
      boolean tagged = colon > name.lastIndexOf('/');
      engine
          .images()
          .pull(
              tagged ? name.substring(0, colon) : name,
              tagged ? name.substring(colon + 1) : "latest",
              progress);
      return name;
    } catch (EngineException e) {
      if (!wanted.isEmpty()) {
        throw new IOException(
            "the base image "
                + name
                + " cannot be had: "
                + e.engineMessage()
                + ". Check image.base in .coffer/config.yaml, or pull it yourself",
            e);
      }
      progress.accept("no registry answers; making a base of Debian packages");
      make(e, progress);
      return MADE_HERE;
    }
  }

  private boolean has(String name) throws IOException {
    return engine.lookups(Duration.ofSeconds(20)).inspectImage(name).isPresent();
  }

  private void make(EngineException registry, Consumer<String> progress) throws IOException {
    List<String> command = new ArrayList<>(List.of("mmdebstrap", "--variant=minbase"));
    if (Files.isReadable(KEYRING)) {
      command.add("--keyring=" + KEYRING);
    }
    command.addAll(List.of("--format=tar", "trixie", "-"));
    if (!machine.debianMirror().isEmpty()) {
      command.add(machine.debianMirror());
    }
    Path errors = Files.createTempFile("coffer-base", ".log");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      try (InputStream tar = process.getInputStream()) {
        int colon = MADE_HERE.indexOf(':');
        engine
            .images()
            .importTar(
                MADE_HERE.substring(0, colon), MADE_HERE.substring(colon + 1), tar, progress);
      } finally {
        process.destroy();
      }
      if (process.waitFor() != 0) {
        engine.leftovers(Duration.ofSeconds(60)).removeImage(MADE_HERE, false);
        throw noBase(registry, "mmdebstrap failed: " + lastLine(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a base image was made", e);
    } catch (EngineException e) {
      throw noBase(registry, "the engine refused the base that was made: " + e.engineMessage());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("error=2")) {
        throw noBase(registry, "mmdebstrap is not installed (apt-get install mmdebstrap)");
      }
      throw e;
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static IOException noBase(EngineException registry, String why) {
    return new IOException(
        "there is no base image: "
            + USUAL
            + " cannot be pulled ("
            + registry.engineMessage()
            + "), and none could be made of Debian packages: "
            + why
            + ". Mend one of the two, or name an image the engine has as image.base in"
            + " .coffer/config.yaml");
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty() ? "it printed nothing" : lines.getLast();
  }
}
