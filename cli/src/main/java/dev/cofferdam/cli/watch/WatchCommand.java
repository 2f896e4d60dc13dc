package dev.cofferdam.cli.watch;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Signals;
import dev.cofferdam.cli.shared.StateFolder;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.ingest.Ingest;
import dev.cofferdam.watch.monitor.ArchivedTranscripts;
import dev.cofferdam.watch.monitor.ContainerNames;
import dev.cofferdam.watch.monitor.Look;
import dev.cofferdam.watch.monitor.RecordingFolder;
import dev.cofferdam.watch.monitor.Recordings;
import dev.cofferdam.watch.monitor.Retention;
import dev.cofferdam.watch.monitor.Screen;
import dev.cofferdam.watch.monitor.ScreenArchive;
import dev.cofferdam.watch.monitor.TranscriptReader;
import dev.cofferdam.watch.monitor.WatchState;
import dev.cofferdam.watch.monitor.Watcher;
import dev.cofferdam.watch.source.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer watch}: which agents run here, what they are asked and what they answer. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the coding agents of some users on this machine, and archives what they were asked and"
          + " answered, for coffer prompts.",
      "Nobody is watched until it is started, and no one but the users that it names at its start."
    })
public final class WatchCommand implements Callable<Integer> {
  @Option(names = "--once", description = "Look once, print a table, end.")
  private boolean once;

  @Option(names = "--json", description = "Print JSON, one object for each look.")
  private boolean json;

  @Option(
      names = "--interval",
      paramLabel = "S",
      description = "Seconds between looks. Default: MONITORING_INTERVAL, else 5.0.")
  private @Nullable String interval;

  @Option(
      names = "--users",
      paramLabel = "USERS",
      description =
          "Whose agents: names or numbers, with commas. Default: ALLOWED_USERS, else the current"
              + " user alone.")
  private @Nullable String users;

  @Option(
      names = "--via",
      paramLabel = "WAY",
      defaultValue = "auto",
      description =
          "host reads this machine's /proc; helper does it with short-lived helper containers on"
              + " the engine; auto, the default, takes helper in a container and host elsewhere.")
  private String via = "auto";

  @Option(
      names = "--helper-image",
      paramLabel = "IMAGE",
      description =
          "What helper containers are made of. Default: DOCKER_HELPER_IMAGE, else alpine:latest."
              + " Never pulled.")
  private @Nullable String helperImage;

  @Option(
      names = "--engine",
      paramLabel = "URL",
      description = "The engine. Default: DOCKER_HOST, else unix:///var/run/docker.sock.")
  private @Nullable String engine;

  @Option(
      names = "--keep",
      paramLabel = "DAYS",
      description = {
        "Forget what was asked more than this many days ago, as coffer prompts forget --before does;"
            + " it does not come back.",
        "Default: everything is kept."
      })
  private @Nullable String keep;

  @Option(
      names = "--recordings",
      paramLabel = "DIR",
      description = {
        "Archive what recordings of terminals show, too: asciicast files (*.cast) in this folder, of"
            + " the same users. May be given several times."
      })
  private List<Path> recordings = new ArrayList<>();

  @Mixin private ArchiveOption archive = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    WatchSettings settings =
        WatchSettings.of(
            new WatchSettings.Options(users, interval, via, helperImage, engine, keep),
            System.getenv());
    checkRecordings();
    LookPrinter printer =
        new LookPrinter(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    try (EngineClient client = new EngineClient(settings.engine());
        Archive kept = archive.open();
        Whose whose = Whose.of(settings, client)) {
      TranscriptReader transcripts =
          keeping(
              settings.keep(),
              kept,
              recordings(
                  kept,
                  whose,
                  new ArchivedTranscripts(
                      Ingest.open(
                          archive.positions(), archive.masking(), kept, Clock.systemUTC()))));
      ContainerNames names = new ContainerNames(client.lookups(settings.helper().within()));
      Watcher watcher =
          new Watcher(
              whose.host(),
              whose.uids(),
              names::of,
              transcripts,
              new ScreenArchive(kept, archive.masking(), Clock.systemUTC()));
      printer.begin(whose.names(), whose.host().description(), settings.interval(), once);
      return once ? lookOnce(watcher, printer) : watch(watcher, printer, settings.interval());
    }
  }

  private static TranscriptReader keeping(
      OptionalInt days, Archive archive, TranscriptReader reader) {
    return days.isEmpty()
        ? reader
        : new Retention(archive, days.getAsInt(), Clock.systemUTC(), reader);
  }

  private void checkRecordings() {
    for (Path folder : recordings) {
      if (!Files.isDirectory(folder)) {
        throw CommandFailure.usage("--recordings: there is no folder " + folder);
      }
    }
  }

  private TranscriptReader recordings(Archive kept, Whose whose, TranscriptReader reader) {
    List<RecordingFolder> folders = new ArrayList<>();
    recordings.forEach(
        each -> folders.add(RecordingFolder.named(each.toAbsolutePath().normalize().toString())));
    states(whose).forEach(state -> folders.add(RecordingFolder.ofState(state.toString())));
    return new Recordings(
        kept,
        archive.masking(),
        new LocalFiles(),
        folders,
        whose.uids(),
        whose.accounts()::name,
        Clock.systemUTC(),
        reader);
  }

  /** Where sessions of Cofferdam are: in the folder that was named, else where each user's lie. */
  private Set<Path> states(Whose whose) {
    Optional<Path> named = archive.namedState();
    if (named.isPresent()) {
      return Set.of(named.get());
    }
    Set<Path> states = new LinkedHashSet<>(List.of(StateFolder.of(System.getenv())));
    for (int uid : whose.uids()) {
      whose
          .accounts()
          .byUid(uid)
          .ifPresent(account -> states.add(StateFolder.ofUser(uid, account.home())));
    }
    return states;
  }

  private static int lookOnce(Watcher watcher, LookPrinter printer) {
    Look look = watcher.look();
    if (look.agents().stream().anyMatch(agent -> agent.screen() instanceof Screen.Captured)) {
      // What a screen shows is archived when a second look sees it too.
      look = watcher.look().with(look);
    }
    printer.whole(look);
    return look.state() == WatchState.ACTIVE ? 0 : 1;
  }

  private static int watch(Watcher watcher, LookPrinter printer, Duration interval) {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.onStop(stop);
    try {
      Pace pace = Pace.of(interval);
      long begin;
      do {
        begin = System.nanoTime();
        Look look = watcher.look();
        printer.news(look);
        pace = pace.after(look.state());
      } while (!stop.await(
          Math.max(0, pace.pause().toNanos() - (System.nanoTime() - begin)), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      printer.end();
    }
    return 0;
  }
}
