package dev.cofferdam.cli.shared;

import dev.cofferdam.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which journal a command reads. */
public final class JournalOption {
  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description = "The journal's folder. Default: journal in the state folder.")
  private @Nullable Path journal;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "The state folder. Default: $XDG_STATE_HOME/cofferdam, for root /var/lib/cofferdam.")
  private @Nullable Path state;

  /** The state folder. */
  public Path stateFolder() {
    return state == null ? StateFolder.of(System.getenv()) : state;
  }

  /** The journal's folder, whether it is there or not. */
  public Path folder() {
    return journal == null ? stateFolder().resolve("journal") : journal;
  }

  /**
   * A reader of the journal.
   *
   * @throws CommandFailure when there is none
   */
  public JournalReader reader() {
    try {
      return JournalReader.of(folder());
    } catch (IOException e) {
      throw missing();
    }
  }

  /** What to say when there is no journal. */
  public CommandFailure missing() {
    return CommandFailure.failed(
        "there is no journal in "
            + folder()
            + "; a gate makes one when it runs. If yours is elsewhere, name it with --journal DIR");
  }
}
