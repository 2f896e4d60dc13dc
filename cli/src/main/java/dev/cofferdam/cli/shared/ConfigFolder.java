package dev.cofferdam.cli.shared;

import java.nio.file.Path;
import java.util.Map;

/** Where a user writes down what Cofferdam shall know (XDG base directories; /etc for root). */
public final class ConfigFolder {
  private ConfigFolder() {}

  /** The folder for a process with this environment, whether it is there or not. */
  public static Path of(Map<String, String> environment) {
    String config = environment.get("XDG_CONFIG_HOME");
    if (config != null && config.startsWith("/")) {
      return Path.of(config, "cofferdam");
    }
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/etc/cofferdam");
    }
    String home = environment.get("HOME");
    if (home == null || !home.startsWith("/")) {
      throw CommandFailure.usage(
          "there is no home folder to read settings from; set XDG_CONFIG_HOME or give --config DIR");
    }
    return Path.of(home, ".config", "cofferdam");
  }
}
