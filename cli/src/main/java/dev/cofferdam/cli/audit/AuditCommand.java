package dev.cofferdam.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer audit}: what is on record. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Reads the journal of a gate, also while the gate writes it.",
    subcommands = {TailCommand.class, QueryCommand.class, VerifyCommand.class})
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "coffer audit: say which of tail, query or verify");
  }
}
