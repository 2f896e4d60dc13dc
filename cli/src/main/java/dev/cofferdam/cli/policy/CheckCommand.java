package dev.cofferdam.cli.policy;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.preset.Policies;
import dev.cofferdam.policy.settings.PolicyFile;
import dev.cofferdam.policy.settings.PolicyFileException;
import dev.cofferdam.policy.settings.PolicyFileException.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer policy check}: everything that is wrong with a policy file, at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Reads a policy file and tells everything that is wrong with it; exit code 2 if"
            + " anything is.")
final class CheckCommand implements Callable<Integer> {
  private static final long MAX_FILE = 1024 * 1024;

  @Parameters(paramLabel = "FILE", description = "The policy file.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Problem> problems;
    Settings settings = null;
    try {
      if (!Files.isRegularFile(file)) {
        throw CommandFailure.usage("there is no file " + file + "; name a policy file to check");
      }
      if (Files.size(file) > MAX_FILE) {
        throw CommandFailure.usage(file + " is larger than 1 MiB, so it is no policy file");
      }
      settings = new PolicyFile(Rules.ids()).read(file.toString(), Files.readString(file));
      Policies.compile(settings);
      problems = List.of();
    } catch (PolicyFileException e) {
      problems = e.problems();
    } catch (IOException e) {
      throw CommandFailure.failed(
          "cannot read " + file + " (is it UTF-8 text, and readable for you?): " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.pretty(
              Json.object(
                  "ok",
                  problems.isEmpty(),
                  "problems",
                  problems.stream().map(CheckCommand::object).toList())));
    } else if (settings != null) {
      out.println(
          "%s is in order: preset %s, mode %s. See all of it with: coffer policy show %s"
              .formatted(file, word(settings.preset()), word(settings.mode()), file));
    } else {
      problems.forEach(problem -> spec.commandLine().getErr().println(problem));
      spec.commandLine().getErr().flush();
    }
    out.flush();
    return problems.isEmpty() ? 0 : 2;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Object object(Problem problem) {
    return Json.object(
        "file", problem.file(),
        "line", problem.line(),
        "column", problem.column(),
        "path", problem.path(),
        "message", problem.message(),
        "suggestion", problem.suggestion());
  }
}
