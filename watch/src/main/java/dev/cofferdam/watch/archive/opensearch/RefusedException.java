package dev.cofferdam.watch.archive.opensearch;

import java.io.IOException;

/** The cluster answers, and says no. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
