package dev.cofferdam.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code coffer} command. */
@Command(
    name = "coffer",
    description = "Docker for coding agents, without handing them the host.",
    mixinStandardHelpOptions = true,
    versionProvider = Coffer.Version.class)
public final class Coffer implements Runnable {

  private Coffer() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Coffer()).execute(arguments));
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
