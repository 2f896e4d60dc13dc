package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.LocalFiles;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/**
 * Makes one pass after the other until it is killed, or whoever started it is gone: a process for
 * {@link KilledIngestTest}.
 */
final class IngestProcess {
  private IngestProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Thread.ofPlatform().daemon().start(IngestProcess::endWithTheParent);
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      Ingest ingest =
          Ingest.open(folder.resolve("state"), Masking.builtIn(), archive, Clock.systemUTC());
      TranscriptPlace place =
          new TranscriptPlace(
              new LocalFiles(),
              AgentKind.CLAUDE_CODE,
              "ann",
              OptionalInt.empty(),
              folder.resolve("home/.claude").toString());
      while (true) {
        PassReport report = ingest.pass(List.of(place));
        report.problems().forEach(problem -> System.out.println("problem " + problem));
        if (report.exchanges() > 0) {
          System.out.println("put " + report.exchanges());
        }
        System.out.flush();
      }
    }
  }

  /** The standard input ends when the parent does, however it does. */
  private static void endWithTheParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }
}
