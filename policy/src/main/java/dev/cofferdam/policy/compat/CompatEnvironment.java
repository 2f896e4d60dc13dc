package dev.cofferdam.policy.compat;

import dev.cofferdam.policy.Settings.CompatSwitches;
import dev.cofferdam.policy.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * docker-socket-proxy's environment variables, read as HAProxy reads them.
 *
 * @param switches what is on; it holds {@link #LINUXSERVER} when LinuxServer's order of rules
 *     applies
 * @param disableIpv6 whether only IPv4 is listened on ({@code DISABLE_IPV6} is {@code 1}, {@code
 *     true} or {@code yes}, in any case)
 * @param socketPath the engine's socket; {@code /var/run/docker.sock} by default
 * @param logLevel as given, {@code info} by default
 * @param warnings what was probably meant otherwise, for people; one sentence each
 */
public record CompatEnvironment(
    CompatSwitches switches,
    boolean disableIpv6,
    String socketPath,
    String logLevel,
    List<String> warnings) {
  /** On when nothing is said. */
  public static final Set<String> DEFAULTS = Set.of("EVENTS", "PING", "VERSION");

  /** Not a variable: stands among the switches for LinuxServer's rules instead of Tecnativa's. */
  public static final String LINUXSERVER = "LINUXSERVER";

  /** Chooses between {@code tecnativa} and {@code linuxserver}, where the variables do not. */
  public static final String MODE = "COMPAT";

  /** Every switch that both images have. */
  public static final Set<String> COMMON = CompatTable.COMMON;

  /** The switches that only LinuxServer's image has; naming any of them chooses its rules. */
  public static final Set<String> LINUXSERVER_ONLY = CompatTable.LINUXSERVER_ONLY;

  private static final Pattern TRUE = Pattern.compile("[+-]?0*[1-9].*", Pattern.DOTALL);
  private static final Pattern LIKE_A_SWITCH =
      Pattern.compile("[0-9]?|true|false|yes|no|on|off", Pattern.CASE_INSENSITIVE);
  private static final Pattern MEANT_ON =
      Pattern.compile("true|yes|on|y|t|enabled?", Pattern.CASE_INSENSITIVE);

  public CompatEnvironment {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the environment of a process. Other programs' variables are ignored; a name that nearly
   * is a switch and has a switch's value gives a warning.
   */
  public static CompatEnvironment read(Map<String, String> environment) {
    Set<String> on = new TreeSet<>(DEFAULTS);
    List<String> warnings = new ArrayList<>();
    boolean linuxserver = false;
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String name = entry.getKey();
      String value = entry.getValue();
      if (COMMON.contains(name) || LINUXSERVER_ONLY.contains(name)) {
        linuxserver |= LINUXSERVER_ONLY.contains(name);
        if (isOn(value)) {
          on.add(name);
        } else {
          on.remove(name);
        }
        warnOfValue(name, value, warnings);
      } else if (!name.equals(MODE)) {
        warnOfName(name, value, warnings);
      }
    }
    String mode = environment.getOrDefault(MODE, "").toLowerCase(Locale.ROOT);
    switch (mode) {
      case "" -> {}
      case "linuxserver" -> linuxserver = true;
      case "tecnativa" -> linuxserver = false;
      default -> warnings.add(MODE + " is neither tecnativa nor linuxserver, and is ignored.");
    }
    if (linuxserver) {
      on.add(LINUXSERVER);
    }
    return new CompatEnvironment(
        new CompatSwitches(on),
        switch (environment.getOrDefault("DISABLE_IPV6", "").toLowerCase(Locale.ROOT)) {
          case "1", "true", "yes" -> true;
          default -> false;
        },
        environment.getOrDefault("SOCKET_PATH", "/var/run/docker.sock"),
        environment.getOrDefault("LOG_LEVEL", "info"),
        warnings);
  }

  /**
   * Whether HAProxy's {@code env(X) -m bool} holds for this value: it reads a whole number from the
   * beginning, and any but 0 is on. So {@code 2}, {@code -1} and {@code 1x} are on; {@code true},
   * {@code yes}, {@code on} and the empty value are off.
   */
  public static boolean isOn(String value) {
    return TRUE.matcher(value).matches();
  }

  private static void warnOfValue(String name, String value, List<String> warnings) {
    if (MEANT_ON.matcher(value.strip()).matches()) {
      warnings.add(
          name + "=" + value.strip() + " is off, as in docker-socket-proxy; write " + name + "=1.");
    }
    if (isOn(value) && name.startsWith("LIBPOD_")) {
      warnings.add(name + " opens nothing: Podman's own API (/libpod) does not pass the gate.");
    }
  }

  private static void warnOfName(String name, String value, List<String> warnings) {
    if (!LIKE_A_SWITCH.matcher(value.strip()).matches()) {
      return;
    }
    String meant = Spelling.nearest(name, CompatTable.ALL);
    if (meant != null) {
      warnings.add(name + " is no variable of docker-socket-proxy; did you mean " + meant + "?");
    }
  }
}
