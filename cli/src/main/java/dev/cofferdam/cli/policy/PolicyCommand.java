package dev.cofferdam.cli.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer policy}: what a policy says, and what it would say. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Shows, checks and explains policies. Asks no engine, changes nothing.",
    subcommands = {ShowCommand.class, CheckCommand.class, ExplainCommand.class})
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "coffer policy: say which of show, check or explain");
  }
}
