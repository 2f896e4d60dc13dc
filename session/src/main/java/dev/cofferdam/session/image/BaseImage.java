package dev.cofferdam.session.image;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The Debian that workspaces are built on: what the engine has, else the registry's, else one made
 * of Debian packages on this machine, which needs no registry.
 */
final class BaseImage {
  static final String USUAL = "debian:trixie-slim";

  /** What {@link #USUAL} is replaced by where no registry answers. */
  static final String MADE_HERE = "cofferdam/base:trixie";

  private final EngineClient engine;
  private final MachineSettings machine;
  private final Mmdebstrap mmdebstrap;

  BaseImage(EngineClient engine, MachineSettings machine, Mmdebstrap mmdebstrap) {
    this.engine = engine;
    this.machine = machine;
    this.mmdebstrap = mmdebstrap;
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
    Path errors = Files.createTempFile("coffer-base", ".log");
    try {
      Process process = start(registry, errors, progress);
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
        throw noBase(registry, "mmdebstrap failed: " + Mmdebstrap.lastLine(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a base image was made", e);
    } catch (EngineException e) {
      throw noBase(registry, "the engine refused the base that was made: " + e.engineMessage());
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private Process start(EngineException registry, Path errors, Consumer<String> progress)
      throws IOException, InterruptedException {
    try {
      return mmdebstrap.start(machine.debianMirror(), errors, progress);
    } catch (IOException e) {
      throw noBase(registry, String.valueOf(e.getMessage()));
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
}
