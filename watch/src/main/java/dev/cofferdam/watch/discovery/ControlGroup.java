package dev.cofferdam.watch.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which container a process is in, by the names that engines give control groups: {@code
 * /docker/ID}, {@code /system.slice/docker-ID.scope}, {@code libpod-ID}, {@code cri-containerd-ID}.
 */
final class ControlGroup {
  private static final Pattern CONTAINER =
      Pattern.compile("(?:^|[/:-])([0-9a-f]{64})(?:\\.scope)?(?:/[^/]*)*$");

  private ControlGroup() {}

  /** The id, 64 hex digits; empty outside of containers. */
  static Optional<String> container(byte[] cgroup) {
    for (String line : new String(cgroup, StandardCharsets.UTF_8).split("\n", -1)) {
      Matcher container = CONTAINER.matcher(line);
      if (container.find()) {
        return Optional.of(container.group(1));
      }
    }
    return Optional.empty();
  }
}
