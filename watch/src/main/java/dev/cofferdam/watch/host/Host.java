package dev.cofferdam.watch.host;

import java.io.IOException;

/** The machine whose agents are watched. Safe for any number of threads. */
public interface Host extends AutoCloseable {
  /**
   * Begins to look at it. Looking costs nothing on the machine itself, and one helper container
   * elsewhere, so do all there is to do in one view and close it.
   *
   * @throws HostException when it cannot be looked at, with what to do about it
   */
  HostView open() throws IOException;

  /** Which machine, and how it is read, for people. */
  String description();

  /** Ends whatever is kept between views. */
  @Override
  void close();
}
