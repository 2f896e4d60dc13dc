package dev.cofferdam.cli;

import dev.cofferdam.cli.gate.GateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The {@code coffer} command. */
@Command(
    name = "coffer",
    description = "Docker for coding agents, without handing them the host.",
    mixinStandardHelpOptions = true,
    versionProvider = Coffer.Version.class,
    subcommands = {GateCommand.class})
public final class Coffer implements Runnable {

  private Coffer() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Coffer())
            .setExecutionExceptionHandler(Coffer::report)
            .execute(arguments));
  }

  /** Failures that were foreseen are told in words; anything else is a bug and shows its trace. */
  private static int report(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failure instanceof CommandFailure foreseen) {
      System.err.println("coffer: " + foreseen.getMessage());
      return foreseen.exitCode();
    }
    throw failure;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Coffer.class.getPackage().getImplementationVersion();
      return new String[] {"coffer " + (version == null ? "(not packaged)" : version)};
    }
  }
}
