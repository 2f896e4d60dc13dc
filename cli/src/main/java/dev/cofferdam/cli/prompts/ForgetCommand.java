package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.When;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Forget;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer prompts forget}: deletes, for good. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes from the archive, and keeps it from coming back when transcripts are read again.",
      "What agents themselves have written down stays where it is."
    })
final class ForgetCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private ArchiveOption archives = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One of these. */
  static final class What {
    @Option(names = "--id", paramLabel = "ID", description = "One exchange.")
    private @Nullable String id;

    @Option(
        names = "--session",
        paramLabel = "ID",
        description = "A whole session, also what is asked in it later.")
    private @Nullable String session;

    @Option(
        names = "--user",
        paramLabel = "NAME",
        description = "A user, up to now. Leave the user out of ALLOWED_USERS for the future.")
    private @Nullable String user;

    @Option(
        names = "--before",
        paramLabel = "TIME",
        description = "Everything older: RFC 3339, or a duration back from now such as 90d.")
    private @Nullable String before;
  }

  @Override
  public Integer call() {
    try (Archive archive = archives.open()) {
      long deleted =
          what.before == null
              ? archive.forget(forget(archive))
              : archive.expire(When.parse(what.before, Instant.now()));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          json
              ? Json.pretty(Json.object("forgotten", deleted))
              : deleted + (deleted == 1 ? " exchange" : " exchanges") + " forgotten");
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--before: " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailure.failed(
          "not everything may be forgotten: " + e.getMessage() + ". Run the command again");
    }
  }

  private Forget forget(Archive archive) throws IOException {
    if (what.id != null) {
      return new Forget.One(Found.in(archive, what.id).id());
    }
    if (what.session != null) {
      return new Forget.Session(what.session);
    }
    if (what.user != null) {
      return new Forget.User(what.user);
    }
    throw CommandFailure.usage("say what to forget: --id, --session, --user or --before");
  }
}
