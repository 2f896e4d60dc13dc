package dev.cofferdam.cli.session;

import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.terminal.SharedInput;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** This process's standard streams where they are no terminal. */
final class OwnPipes implements LocalStreams {
  private final InputStream in = new SharedInput(new FileInputStream(FileDescriptor.in));
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);

  @Override
  public boolean terminal() {
    return false;
  }

  @Override
  public Size size() {
    return new Size(0, 0);
  }

  @Override
  public void onResize(Runnable changed) {
    // Nothing here has a size.
  }

  @Override
  public AutoCloseable raw() {
    return () -> {};
  }

  @Override
  public InputStream input() {
    return in;
  }

  @Override
  public OutputStream output() {
    return out;
  }

  @Override
  public OutputStream errors() {
    return err;
  }
}
