package dev.cofferdam.engine.build;

/**
 * A build context, a Dockerfile or an archive of images is refused; the message says what, why and
 * what to do.
 */
public final class ContextException extends Exception {
  ContextException(String message) {
    super(message);
  }

  /** Names of the client, fit for a one-line message. */
  static String printable(String name) {
    String clean = name.replaceAll("[^ -~]", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
  }
}
