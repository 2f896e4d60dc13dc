package dev.cofferdam.cli.prompts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coffer prompts}: the archive of prompts and answers. */
@Command(
    name = "prompts",
    mixinStandardHelpOptions = true,
    description = "Finds what agents were asked and what they answered; coffer watch collects it.",
    subcommands = {
      SearchCommand.class,
      ShowCommand.class,
      ExportCommand.class,
      StatsCommand.class,
      LabelCommand.class,
      ForgetCommand.class
    })
public final class PromptsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "coffer prompts: say which of search, show, export, stats, label or forget");
  }
}
