package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;

/** The exchange that an id on the command line means. */
final class Found {
  private Found() {}

  /**
   * The exchange with this id or beginning of one.
   *
   * @throws CommandFailure when there is none, or more than one
   */
  static Exchange in(Archive archive, String id) throws IOException {
    if (!id.matches("[0-9a-f]{4,32}")) {
      throw CommandFailure.usage(
          "an id is 4 to 32 hex digits as coffer prompts search shows them, not '" + id + "'");
    }
    return archive
        .exchange(id)
        .orElseThrow(() ->
            CommandFailure.failed(
                "no exchange, or more than one, has an id that begins with "
                    + id
                    + "; coffer prompts search shows ids"));
  }
}
