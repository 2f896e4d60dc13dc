package dev.cofferdam.cli.doctor;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.container.HelperHost;
import dev.cofferdam.watch.container.HelperSettings;
import dev.cofferdam.watch.host.HostView;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether {@code coffer watch} could read the engine's machine through helper containers. */
final class HelperCheck {
  private static final String WHAT = "helper containers";
  private static final double LONGEST_SECONDS = 600;

  private HelperCheck() {}

  /** Makes one helper, asks it for the processes of root, and removes it. */
  static Check of(EngineClient client, Map<String, String> environment) {
    String image = value(environment, "DOCKER_HELPER_IMAGE", HelperSettings.DEFAULT_IMAGE);
    String timeout = value(environment, "DOCKER_TIMEOUT", "10");
    double seconds = seconds(timeout);
    if (!(seconds >= 1 && seconds <= LONGEST_SECONDS)) {
      return Check.broken(
          WHAT,
          "DOCKER_TIMEOUT: '" + timeout + "' is no number of seconds from 1 to 600",
          "unset or correct it");
    }
    Duration within = Duration.ofMillis(Math.round(seconds * 1000));
    HelperSettings settings;
    try {
      settings = new HelperSettings(image, within);
    } catch (IllegalArgumentException e) {
      return Check.broken(WHAT, "DOCKER_HELPER_IMAGE: " + e.getMessage(), "unset or correct it");
    }
    SortedSet<Integer> root = new TreeSet<>();
    root.add(0);
    try (HostView view = new HelperHost(client, settings, root).open()) {
      int processes = view.processes(root).size();
      // With the host's process namespace the host's first process is among them.
      return view.processes(root).contains(1)
          ? Check.fine(WHAT, image + " sees " + processes + " processes of root")
          : Check.careful(
              WHAT,
              image + " does not see the machine's processes",
              "a rootless engine, or one in a virtual machine, shows its own processes alone; run"
                  + " coffer watch --via host beside the agents");
    } catch (IOException e) {
      return Check.careful(
          WHAT, String.valueOf(e.getMessage()), "only coffer watch --via helper needs them");
    }
  }

  /** As coffer watch reads it: what is blank is not set. */
  private static String value(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  private static double seconds(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
