package dev.cofferdam.watch.container;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What helper containers are made of.
 *
 * @param image any image with find, cat, grep, readlink, stat, tail and timeout: busybox, alpine,
 *     Debian; tmux in it, too, lets panes be captured. Never pulled by Cofferdam
 * @param within how long one call of the engine may take; 1 to 600 seconds. A helper lives six
 *     times as long at most, for all of its commands together
 */
public record HelperSettings(String image, Duration within) {
  /** What the setting DOCKER_HELPER_IMAGE is when nobody sets it. */
  public static final String DEFAULT_IMAGE = "alpine:latest";

  private static final Pattern REFERENCE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]+)?(/[A-Za-z0-9._-]+)*(:[A-Za-z0-9_.-]+)?(@[a-z0-9]+:[0-9a-f]+)?");

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException with the next step
   */
  public HelperSettings {
    if (image.length() > 400 || !REFERENCE.matcher(image).matches()) {
      throw new IllegalArgumentException(
          "'" + image + "' names no image; write one as in alpine:latest");
    }
    if (within.compareTo(Duration.ofSeconds(1)) < 0
        || within.compareTo(Duration.ofSeconds(600)) > 0) {
      throw new IllegalArgumentException("the time for a helper is 1 to 600 seconds");
    }
  }

  /** After this time a helper ends by itself, whatever becomes of the watch. */
  Duration life() {
    return within.multipliedBy(6);
  }
}
