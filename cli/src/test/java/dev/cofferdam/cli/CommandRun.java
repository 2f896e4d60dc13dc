package dev.cofferdam.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of {@code coffer} in this process, with what it printed. */
public record CommandRun(int exitCode, String out, String err) {

  public static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine coffer =
        Coffer.commandLine(arguments).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = coffer.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
