package dev.cofferdam.policy;

import java.util.regex.Pattern;

/**
 * Who is calling. Fixed by the listener or the client certificate, never by anything in the
 * request.
 *
 * @param name 1 to 63 characters of {@code a-z A-Z 0-9 . _ -}, beginning with a letter or digit; it
 *     becomes the value of the owner label
 */
public record Principal(String name) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

  public Principal {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a principal's name has 1 to 63 letters, digits, dots, underscores or dashes");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
