package dev.cofferdam.session.recording;

import dev.cofferdam.session.terminal.LocalStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A terminal whose output is recorded as well as shown; shown first. */
public final class RecordedStreams implements LocalStreams {
  private final LocalStreams terminal;
  private final TerminalRecorder recorder;
  private final OutputStream output;

  public RecordedStreams(LocalStreams terminal, TerminalRecorder recorder) {
    this.terminal = terminal;
    this.recorder = recorder;
    this.output = new Both(terminal.output(), recorder);
  }

  @Override
  public boolean terminal() {
    return terminal.terminal();
  }

  @Override
  public Size size() {
    return terminal.size();
  }

  @Override
  public void onResize(Runnable changed) {
    terminal.onResize(() -> {
      recorder.resized(terminal.size());
      changed.run();
    });
  }

  @Override
  public AutoCloseable raw() throws IOException {
    return terminal.raw();
  }

  @Override
  public InputStream input() {
    return terminal.input();
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public OutputStream errors() {
    return terminal.errors();
  }

  private static final class Both extends OutputStream {
    private final OutputStream shown;
    private final TerminalRecorder recorder;

    Both(OutputStream shown, TerminalRecorder recorder) {
      this.shown = shown;
      this.recorder = recorder;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      shown.write(bytes, offset, length);
      recorder.output(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      shown.flush();
    }
  }
}
