package dev.cofferdam.cli.policy;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer policy explain}: what a gate would do with one request, and why. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Decides one request as a gate with this policy would, without an engine: exit code 0 if it is"
          + " forwarded, 3 if not.",
      "No engine is asked, so every container, image, network and volume is missing, unless --owned,"
          + " --foreign or --host names it."
    },
    footer = {
      "",
      "Example:",
      "  coffer policy explain --policy develop --host alpine --body create.json \\",
      "    POST /v1.41/containers/create"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int MAX_BODY = 4 * 1024 * 1024;

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, …")
  private String method = "";

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "Path and query as a client sends them, percent-encoded.")
  private String target = "";

  @Option(
      names = "--policy",
      paramLabel = "PRESET|FILE",
      defaultValue = "develop",
      description =
          "observe, develop, compat, transparent, or a YAML file. Default: ${DEFAULT-VALUE}.")
  private String policy = "develop";

  @Option(
      names = "--principal",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Who calls. Default: ${DEFAULT-VALUE}.")
  private String principal = "default";

  @Option(
      names = "--mount",
      paramLabel = "CLIENT=HOST[:ro]",
      description = "A folder that containers may bind; may be repeated.")
  private List<String> mounts = new ArrayList<>();

  @Option(
      names = "--body",
      paramLabel = "FILE|-",
      description = "The request's body: a file, or - for standard input.")
  private @Nullable String body;

  @Option(
      names = "--owned",
      paramLabel = "NAME",
      description = "An object of the principal: container, image, network or volume; repeatable.")
  private List<String> owned = new ArrayList<>();

  @Option(
      names = "--foreign",
      paramLabel = "NAME",
      description = "An object of another principal; repeatable.")
  private List<String> foreign = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "An object that belongs to nobody, such as a pulled image; repeatable.")
  private List<String> host = new ArrayList<>();

  @Option(
      names = "--path",
      paramLabel = "HOST[=REAL]",
      description =
          "A path of the host that exists, and where its symbolic links lead if elsewhere;"
              + " repeatable.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--containers",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many containers the principal has. Default: ${DEFAULT-VALUE}.")
  private int containers;

  @Option(
      names = "--engine-api",
      paramLabel = "VERSION",
      defaultValue = "1.51",
      description = "The newest API version of the engine. Default: ${DEFAULT-VALUE}.")
  private String engineApi = "1.51";

  @Option(names = "--json", description = "Print the explanation as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Policy compiled = PolicyOption.load(policy, mounts, System.getenv());
    if (!target.startsWith("/") || target.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw CommandFailure.usage(
          "PATH begins with / and holds no blanks; write %20 for one: " + target);
    }
    if (!method.matches("[A-Za-z]+")) {
      throw CommandFailure.usage("METHOD is a word such as GET or POST, not " + method);
    }
    Explanation explanation =
        Explanation.of(
            compiled,
            principal(),
            method.toUpperCase(Locale.ROOT),
            target,
            bytes(),
            engineApi(),
            new KnownFacts(owned, foreign, host, realPaths(), containers));
    PrintWriter out = spec.commandLine().getOut();
    ExplanationText text = new ExplanationText(explanation, policy, principal);
    out.println(json ? text.json() : text.lines());
    out.flush();
    return explanation.finding().isEmpty() ? 0 : 3;
  }

  private Principal principal() {
    try {
      return new Principal(principal);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--principal " + principal + ": " + e.getMessage());
    }
  }

  private ApiVersion engineApi() {
    ApiVersion version = ApiVersion.parse(engineApi);
    if (version == null) {
      throw CommandFailure.usage("--engine-api is written like 1.45, not " + engineApi);
    }
    return version;
  }

  private Map<String, String> realPaths() {
    Map<String, String> real = new LinkedHashMap<>();
    for (String path : paths) {
      int equals = path.indexOf('=');
      real.put(
          equals < 0 ? path : path.substring(0, equals),
          equals < 0 ? path : path.substring(equals + 1));
    }
    return real;
  }

  private byte[] bytes() {
    if (body == null) {
      return new byte[0];
    }
    try (InputStream in = body.equals("-") ? System.in : Files.newInputStream(Path.of(body))) {
      byte[] bytes = in.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw CommandFailure.usage("--body " + body + " is longer than 4 MiB, which no gate reads");
      }
      return bytes;
    } catch (IOException e) {
      throw CommandFailure.usage(
          "--body "
              + body
              + " cannot be read; name a file, or - for standard input: "
              + e.getMessage());
    }
  }
}
