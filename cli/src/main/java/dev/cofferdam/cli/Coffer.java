package dev.cofferdam.cli;

import dev.cofferdam.cli.audit.AuditCommand;
import dev.cofferdam.cli.doctor.DoctorCommand;
import dev.cofferdam.cli.gate.GateCommand;
import dev.cofferdam.cli.gate.TrainCommand;
import dev.cofferdam.cli.policy.PolicyCommand;
import dev.cofferdam.cli.prompts.PromptsCommand;
import dev.cofferdam.cli.session.AttachCommand;
import dev.cofferdam.cli.session.EarlyHost;
import dev.cofferdam.cli.session.InitCommand;
import dev.cofferdam.cli.session.KillCommand;
import dev.cofferdam.cli.session.RunCommand;
import dev.cofferdam.cli.session.SessionHostProgram;
import dev.cofferdam.cli.session.SessionsCommand;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.watch.WatchCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code coffer} command. */
@Command(
    name = "coffer",
    description = "Docker for coding agents, without handing them the host.",
    mixinStandardHelpOptions = true,
    versionProvider = Coffer.Version.class)
public final class Coffer implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Coffer() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    String first = arguments.length > 0 ? arguments[0] : "";
    if (first.equals(SessionHostProgram.WORD)) {
      System.exit(SessionHostProgram.run(arguments));
    }
    EarlyHost host =
        first.equals("run") && !asksForHelp(arguments) ? EarlyHost.begin() : EarlyHost.none();
    System.exit(commandLine(host, arguments).execute(arguments));
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("gate", GateCommand.class);
    commands.put("policy", PolicyCommand.class);
    commands.put("audit", AuditCommand.class);
    commands.put("watch", WatchCommand.class);
    commands.put("prompts", PromptsCommand.class);
    commands.put("doctor", DoctorCommand.class);
    commands.put("train", TrainCommand.class);
    commands.put("run", RunCommand.class);
    commands.put("sessions", SessionsCommand.class);
    commands.put("attach", AttachCommand.class);
    commands.put("kill", KillCommand.class);
    commands.put("init", InitCommand.class);
    return commands;
  }

  private static boolean asksForHelp(String[] arguments) {
    return Stream.of(arguments)
        .takeWhile(word -> !word.equals("--"))
        .anyMatch(Set.of("-h", "--help", "-V", "--version")::contains);
  }

  static CommandLine commandLine(String... arguments) {
    return commandLine(EarlyHost.none(), arguments);
  }

  /**
   * The command line that reads these arguments. Exit codes: 0 done, 1 failed, 2 the command line
   * or a file it names makes no sense, 3 a policy says no.
   */
  private static CommandLine commandLine(EarlyHost host, String... arguments) {
    CommandLine coffer = new CommandLine(new Coffer());
    // Each command costs a start some milliseconds, so where the first word names one, it is alone.
    Map<String, Class<?>> commands = commands();
    Class<?> only = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (only == null) {
      commands.values().forEach(coffer::addSubcommand);
    } else {
      coffer.addSubcommand(only == RunCommand.class ? new RunCommand(host) : only);
    }
    return coffer.setExecutionExceptionHandler(Coffer::report);
  }

  /** Failures that were foreseen are told in words; anything else is a bug and shows its trace. */
  private static int report(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failure instanceof CommandFailure foreseen) {
      command.getErr().println("coffer: " + foreseen.getMessage());
      command.getErr().flush();
      return foreseen.exitCode();
    }
    throw failure;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "coffer: say what to do");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Coffer.class.getPackage().getImplementationVersion();
      return new String[] {"coffer " + (version == null ? "(not packaged)" : version)};
    }
  }
}
