package dev.cofferdam.session.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard streams of whoever joins a session, and the terminal behind them if there is one.
 */
public interface LocalStreams {
  /** Where a terminal's size comes from, in characters; 0 when it is not known. */
  record Size(int columns, int rows) {}

  /** Whether standard input and output are a terminal. */
  boolean terminal();

  /** The terminal's size now. */
  Size size();

  /** Runs this whenever the size changes, on another thread. */
  void onResize(Runnable changed);

  /**
   * Hands every key over as it is typed and prints every byte as it comes.
   *
   * @return gives the terminal back as it was; may be called more than once
   */
  AutoCloseable raw() throws IOException;

  InputStream input();

  OutputStream output();

  OutputStream errors();
}
