package dev.cofferdam.session.host;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Health;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.Stats;
import dev.cofferdam.session.notice.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * The session's journal, which also tells the session's people when a container did not start for a
 * port that this machine has given away: whoever started it may be a program that hides what the
 * engine said. Closing closes the journal.
 */
final class StartFailures implements Journal {
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final Pattern TAKEN =
      Pattern.compile("(?:.*[ (])?([0-9.]+|\\[[0-9a-f:]+\\]):(\\d{1,5})\\b.*");

  private final Journal journal;
  private final EngineClient engine;
  private final Notices notices;

  /** Each asks the engine; who starts more at once learns of some. */
  private final Semaphore room = new Semaphore(4);

  StartFailures(Journal journal, EngineClient engine, Notices notices) {
    this.journal = journal;
    this.engine = engine;
    this.notices = notices;
  }

  @Override
  public boolean record(Entry entry) {
    String container = entry.target();
    if (entry.status() >= 500
        && container != null
        && entry.operation().equals("ContainerStart")
        && room.tryAcquire()) {
      Thread.ofVirtual().name("start-failure").start(() -> look(container));
    }
    return journal.record(entry);
  }

  private void look(String container) {
    try {
      Optional<ContainerInfo> failed = engine.lookups(WITHIN).inspectContainer(container);
      failed.flatMap(StartFailures::told).ifPresent(text -> notices.say("port.taken", text));
    } catch (IOException _) {
      // The engine is busy or the container is gone; its own message went to who started it.
    } finally {
      room.release();
    }
  }

  private static Optional<String> told(ContainerInfo failed) {
    return taken(failed.error())
        .map(port ->
            failed.name()
                + " did not start: port "
                + port
                + " of this machine is taken. Publish another one, or end what listens there");
  }

  /** The port that an engine's message is about, when it says that it is taken. */
  static Optional<String> taken(String error) {
    if (!error.contains("address already in use") && !error.contains("port is already allocated")) {
      return Optional.empty();
    }
    var port = TAKEN.matcher(error.replace('\n', ' '));
    return port.matches() ? Optional.of(port.group(2)) : Optional.empty();
  }

  @Override
  public boolean healthy() {
    return journal.healthy();
  }

  @Override
  public Health health() {
    return journal.health();
  }

  @Override
  public Stats stats() {
    return journal.stats();
  }

  @Override
  public boolean flush(Duration timeout) throws InterruptedException {
    return journal.flush(timeout);
  }

  @Override
  public void close() {
    journal.close();
  }
}
