package dev.cofferdam.cli.doctor;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.JournalOption;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineLookups;
import dev.cofferdam.engine.client.EngineVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer doctor}: what works here, what does not, and what to do about it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at the engine, this machine and Cofferdam's folders, and says what each policy can"
          + " promise here.",
      "Changes nothing but for one helper container, made and removed. Exit code 1 if something does not work."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  @Option(
      names = "--engine",
      paramLabel = "URL",
      description = "The engine. Default: DOCKER_HOST, else unix:///var/run/docker.sock.")
  private @Nullable String engine;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description = "Try the promises of a running workspace instead, from inside it.")
  private @Nullable String session;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private JournalOption journal = new JournalOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (session != null) {
      return SessionDoctor.of(address(), session, json, spec.commandLine().getOut());
    }
    List<Check> checks = new ArrayList<>();
    List<Promises.Promise> promises = new ArrayList<>();
    EngineAddress address = address();
    checks.add(SocketCheck.of(address));
    try (EngineClient client = new EngineClient(address)) {
      EngineLookups lookups = client.lookups(WITHIN);
      EngineVersion version = lookups.version();
      EngineInfo info = lookups.info();
      checks.addAll(EngineChecks.of(version, info));
      checks.add(HelperCheck.of(client, System.getenv()));
      promises.addAll(Promises.on(version, info));
    } catch (IOException e) {
      checks.add(
          Check.broken(
              "engine",
              address + " does not answer: " + e.getMessage(),
              "start the engine, or name another with --engine URL"
                  + SocketCheck.question(address)));
    }
    checks.addAll(MachineChecks.of(journal.stateFolder(), journal.folder()));
    checks.add(LogsCheck.of(journal.stateFolder(), Path.of("/")));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(checks, promises));
    } else {
      print(out, Terminal.ofThisProcess(), checks, promises);
    }
    out.flush();
    return checks.stream().anyMatch(check -> check.level() == Check.Level.BROKEN) ? 1 : 0;
  }

  private EngineAddress address() {
    try {
      return engine == null
          ? EngineAddress.fromEnvironment(System.getenv())
          : EngineAddress.parse(engine);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--engine: " + e.getMessage());
    }
  }

  private static void print(
      PrintWriter out, Terminal terminal, List<Check> checks, List<Promises.Promise> promises) {
    for (Check check : checks) {
      String sign =
          switch (check.level()) {
            case FINE -> terminal.good(check.level().sign());
            case CAREFUL -> terminal.careful(check.level().sign());
            case BROKEN -> terminal.bad(check.level().sign());
          };
      out.println(
          sign + String.format(Locale.ROOT, " %-24s ", check.what()) + Text.plain(check.found()));
      if (!check.next().isEmpty()) {
        out.println(" ".repeat(27) + terminal.faint("→ " + Text.plain(check.next())));
      }
    }
    if (!promises.isEmpty()) {
      out.println();
      Table table = new Table("ON THIS ENGINE", "OBSERVE", "DEVELOP", "COMPAT", "TRANSPARENT");
      promises.forEach(promise ->
          table.row(
              promise.what(),
              promise.observe(),
              promise.develop(),
              promise.compat(),
              promise.transparent()));
      table.print(out, "");
    }
  }

  private static String json(List<Check> checks, List<Promises.Promise> promises) {
    return Json.pretty(
        Json.object(
            "ok", checks.stream().noneMatch(check -> check.level() == Check.Level.BROKEN),
            "checks",
                checks.stream()
                    .map(check ->
                        Json.object(
                            "level", check.level().name().toLowerCase(Locale.ROOT),
                            "what", check.what(),
                            "found", check.found(),
                            "next", check.next()))
                    .toList(),
            "promises",
                promises.stream()
                    .map(promise ->
                        Json.object(
                            "promise", promise.what(),
                            "observe", promise.observe(),
                            "develop", promise.develop(),
                            "compat", promise.compat(),
                            "transparent", promise.transparent()))
                    .toList()));
  }
}
