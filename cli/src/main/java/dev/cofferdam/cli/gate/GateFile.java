package dev.cofferdam.cli.gate;

import dev.cofferdam.cli.CommandFailure;
import dev.cofferdam.gate.GateSettings.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration file of a gate with several listeners. */
final class GateFile {
  private GateFile() {}

  static List<Listener> read(Path file, Map<String, String> environment) {
    if (!java.nio.file.Files.isRegularFile(file)) {
      throw CommandFailure.usage("--config " + file + ": there is no such file");
    }
    return List.of();
  }
}
