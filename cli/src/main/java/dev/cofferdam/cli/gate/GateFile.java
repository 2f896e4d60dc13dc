package dev.cofferdam.cli.gate;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.policy.settings.PolicyFileException;
import dev.cofferdam.policy.settings.Problems;
import dev.cofferdam.policy.settings.Yaml;
import dev.cofferdam.policy.settings.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file of a gate with several listeners. What the file does not say is empty;
 * relative paths in it count from its own folder.
 *
 * @param listeners at least one
 * @param engine where the engine listens
 * @param journal the journal's folder, or {@code none}
 * @param state the state folder
 * @param monitor the URL of metrics and health
 */
record GateFile(
    List<Listener> listeners,
    Optional<EngineAddress> engine,
    Optional<String> journal,
    Optional<Path> state,
    Optional<String> monitor,
    Optional<Integer> eventLoops,
    Optional<Integer> maxConnections,
    Optional<Integer> graceSeconds,
    Optional<Boolean> ioUring) {

  private static final long MAX_FILE = 256 * 1024;

  /**
   * Reads a file.
   *
   * @param environment where the preset {@code compat} finds its switches
   * @throws CommandFailure with every problem and its line, when there is any
   */
  static GateFile read(Path file, Map<String, String> environment) {
    try {
      if (!Files.isRegularFile(file)) {
        throw CommandFailure.usage(
            "--config " + file + ": there is no such file; docs/gate.md shows what it holds");
      }
      if (Files.size(file) > MAX_FILE) {
        throw CommandFailure.usage(
            "--config " + file + " is larger than 256 KiB, so it is no configuration of a gate");
      }
      Problems problems = new Problems(file.toString());
      Yaml document = YamlReader.read(Files.readString(file), problems);
      GateFile read =
          document == null ? null : new GateFileReader(problems, file, environment).read(document);
      problems.throwIfAny();
      if (read == null) {
        throw new IllegalStateException("a file was neither read nor refused");
      }
      return read;
    } catch (PolicyFileException e) {
      throw CommandFailure.usage("the configuration cannot be used:\n" + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.failed("cannot read " + file + ": " + e.getMessage());
    }
  }
}
