package dev.cofferdam.cli.policy;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.settings.PolicyFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer policy show}: the whole policy in force, every default included. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Prints the whole policy in force, every default included, as a policy file.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PRESET|FILE",
      defaultValue = "develop",
      description =
          "observe, develop, compat, transparent, or a YAML file. Default: ${DEFAULT-VALUE}.")
  private String policy = "develop";

  @Option(
      names = "--mount",
      paramLabel = "CLIENT=HOST[:ro]",
      description = "A folder that containers may bind; may be repeated.")
  private List<String> mounts = new ArrayList<>();

  @Option(
      names = "--rules",
      description =
          "List every rule with what it is about and what happens when it finds something.")
  private boolean rules;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Settings settings = PolicyOption.settings(policy, mounts, System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    if (rules) {
      List<RuleList.Line> lines = RuleList.of(settings);
      if (json) {
        out.println(
            Json.pretty(
                lines.stream()
                    .map(line ->
                        Json.object(
                            "rule", line.id(),
                            "setting", line.setting(),
                            "about", line.about()))
                    .toList()));
      } else {
        Table table = new Table("RULE", "SETTING", "ABOUT");
        lines.forEach(line -> table.row(line.id(), line.setting(), line.about()));
        table.print(out, "");
      }
    } else if (json) {
      out.println(Json.pretty(SettingsJson.of(settings)));
    } else {
      out.print(PolicyFile.write(settings));
    }
    out.flush();
    return 0;
  }
}
