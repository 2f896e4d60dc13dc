package dev.cofferdam.cli.watch;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.watch.container.HelperSettings;
import dev.cofferdam.watch.discovery.AllowedUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What to watch and how: options first, then the environment, then defaults.
 *
 * @param users whose agents
 * @param interval from the start of one look to the next
 * @param via how the machine is read
 * @param helper what helper containers are made of
 * @param engine for helpers, and for the names of containers
 * @param keep how many days back exchanges are kept; all of them when empty
 */
record WatchSettings(
    AllowedUsers users,
    Duration interval,
    Via via,
    HelperSettings helper,
    EngineAddress engine,
    OptionalInt keep) {
  private static final double SHORTEST = 0.2;
  private static final double LONGEST = 86_400;
  private static final int MOST_DAYS = 36_500;

  /** How the machine is read. */
  enum Via {
    /** This machine's own /proc. */
    HOST,
    /** Helper containers on the engine. */
    HELPER
  }

  /** What the command line says; null where it says nothing. */
  record Options(
      @Nullable String users,
      @Nullable String interval,
      String via,
      @Nullable String helperImage,
      @Nullable String engine,
      @Nullable String keep) {}

  /**
   * Reads them.
   *
   * @throws CommandFailure when one makes no sense, naming the option or variable
   */
  static WatchSettings of(Options options, Map<String, String> environment) {
    Value users = Value.of(options.users(), "--users", environment, "ALLOWED_USERS", currentUser());
    Value interval =
        Value.of(options.interval(), "--interval", environment, "MONITORING_INTERVAL", "5.0");
    Value image =
        Value.of(
            options.helperImage(),
            "--helper-image",
            environment,
            "DOCKER_HELPER_IMAGE",
            HelperSettings.DEFAULT_IMAGE);
    Value timeout = Value.of(null, "", environment, "DOCKER_TIMEOUT", "10");
    Duration within = timeout.read(text -> seconds(text, 1, 600));
    return new WatchSettings(
        users.read(AllowedUsers::parse),
        interval.read(text -> seconds(text, SHORTEST, LONGEST)),
        via(options.via()),
        image.read(text -> new HelperSettings(text, within)),
        engine(options.engine(), environment),
        options.keep() == null ? OptionalInt.empty() : OptionalInt.of(days(options.keep())));
  }

  /** A setting, and where it was made. */
  private record Value(String text, String from) {
    static Value of(
        @Nullable String option,
        String optionName,
        Map<String, String> environment,
        String variable,
        String otherwise) {
      if (option != null) {
        return new Value(option, optionName);
      }
      String set = environment.getOrDefault(variable, "");
      return set.isBlank() ? new Value(otherwise, variable) : new Value(set.strip(), variable);
    }

    <T> T read(java.util.function.Function<String, T> reader) {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(from + ": " + e.getMessage());
      }
    }
  }

  private static Duration seconds(String text, double least, double most) {
    double seconds;
    try {
      seconds = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      seconds = Double.NaN;
    }
    if (!(seconds >= least && seconds <= most)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no number of seconds from " + least + " to " + (long) most);
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static int days(String text) {
    try {
      int days = Integer.parseInt(text);
      if (days >= 1 && days <= MOST_DAYS) {
        return days;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw CommandFailure.usage(
        "--keep: '" + text + "' is no number of days from 1 to " + MOST_DAYS);
  }

  private static Via via(String word) {
    return switch (word) {
      case "host" -> Via.HOST;
      case "helper" -> Via.HELPER;
      case "auto" -> inContainer() ? Via.HELPER : Via.HOST;
      default ->
          throw CommandFailure.usage(
              "--via: '" + word + "' is not known; use auto, host or helper");
    };
  }

  /** Docker and Podman leave these files; in a container /proc shows the container alone. */
  private static boolean inContainer() {
    return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
  }

  private static EngineAddress engine(@Nullable String option, Map<String, String> environment) {
    try {
      return option == null
          ? EngineAddress.fromEnvironment(environment)
          : EngineAddress.parse(option);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          (option == null ? "DOCKER_HOST: " : "--engine: ") + e.getMessage());
    }
  }

  /** By number: in a container the machine's user of this number may have another name. */
  private static String currentUser() {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return System.getProperty("user.name", "nobody");
    }
  }
}
