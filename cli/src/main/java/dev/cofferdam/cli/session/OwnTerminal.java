package dev.cofferdam.cli.session;

import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.terminal.SharedInput;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** This process's terminal, by JLine's system calls. Its streams are read and written directly. */
final class OwnTerminal implements LocalStreams {
  private final FfmTerminalProvider provider = new FfmTerminalProvider();
  private final Terminal terminal;
  private final InputStream in = new SharedInput(new FileInputStream(FileDescriptor.in));
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  private OwnTerminal() throws IOException {
    // The type only chooses escape sequences, which are the session's own business here; a known
    // one keeps JLine from asking infocmp. Paused: no thread of JLine's reads what is typed.
    terminal =
        provider.sysTerminal(
            "coffer",
            "xterm",
            true,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            false,
            Terminal.SignalHandler.SIG_DFL,
            true,
            SystemStream.Output);
  }

  /** The terminal, or plain streams where standard input or output is none. */
  @SuppressWarnings("SystemConsoleNull") // From JDK 25 it is null again without a terminal.
  static LocalStreams ofThisProcess() throws IOException {
    Console console = System.console();
    return console != null && console.isTerminal() ? new OwnTerminal() : new OwnPipes();
  }

  @Override
  public boolean terminal() {
    return true;
  }

  @Override
  public Size size() {
    var size = terminal.getSize();
    return new Size(size.getColumns(), size.getRows());
  }

  @Override
  public void onResize(Runnable changed) {
    provider.registerSignal("WINCH", changed);
  }

  @Override
  public AutoCloseable raw() {
    Attributes before = terminal.getAttributes();
    Attributes raw = new Attributes(before);
    // What cfmakeraw(3) does.
    for (InputFlag flag :
        new InputFlag[] {
          InputFlag.IGNBRK,
          InputFlag.BRKINT,
          InputFlag.PARMRK,
          InputFlag.ISTRIP,
          InputFlag.INLCR,
          InputFlag.IGNCR,
          InputFlag.ICRNL,
          InputFlag.IXON
        }) {
      raw.setInputFlag(flag, false);
    }
    raw.setOutputFlag(OutputFlag.OPOST, false);
    for (LocalFlag flag :
        new LocalFlag[] {
          LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON, LocalFlag.ISIG, LocalFlag.IEXTEN
        }) {
      raw.setLocalFlag(flag, false);
    }
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    terminal.setAttributes(raw);
    AtomicBoolean restored = new AtomicBoolean();
    Runnable restore =
        () -> {
          if (restored.compareAndSet(false, true)) {
            terminal.setAttributes(before);
          }
        };
    // Whatever ends this process, the person gets a usable terminal back.
    Runtime.getRuntime().addShutdownHook(new Thread(restore, "coffer-terminal"));
    return restore::run;
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
    return out;
  }
}
