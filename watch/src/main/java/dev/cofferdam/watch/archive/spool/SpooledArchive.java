package dev.cofferdam.watch.archive.spool;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Forget;
import dev.cofferdam.watch.archive.Forgotten;
import dev.cofferdam.watch.archive.Page;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.archive.Sums;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An archive that may be out of reach for a while. What is put then waits in files, in order, and
 * is delivered before anything newer. Questions and deletions need the archive itself.
 */
public final class SpooledArchive implements Archive {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Archive archive;
  private final Spool spool;
  private final Clock clock;
  private String condition = "";
  private List<Path> aside = List.of();
  private Duration wait = FIRST_WAIT;
  private Instant notBefore = Instant.MIN;

  private SpooledArchive(Archive archive, Spool spool, Clock clock) {
    this.archive = archive;
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * Puts a spool in front of an archive, which it then owns.
   *
   * @param folder where exchanges wait; nobody else may enter it
   * @param most how many bytes may wait
   */
  public static SpooledArchive before(Archive archive, Path folder, long most, Clock clock)
      throws IOException {
    return new SpooledArchive(archive, Spool.open(folder, most), clock);
  }

  @Override
  public synchronized void put(Collection<Exchange> exchanges) throws IOException {
    if (exchanges.isEmpty()) {
      return;
    }
    if (deliver()) {
      try {
        archive.put(exchanges);
        return;
      } catch (IOException e) {
        failed(e);
      }
    }
    spool.add(exchanges);
  }

  /** Delivers what waits, when it is time to try. */
  @Override
  public synchronized void rest() throws IOException {
    deliver();
    if (condition.isEmpty()) {
      archive.rest();
    }
  }

  @Override
  public synchronized String condition() {
    if (aside.isEmpty()) {
      return condition;
    }
    return condition
        + (condition.isEmpty() ? "" : " ")
        + "Something that waited was damaged and could not be delivered; it was set aside in "
        + aside.getFirst()
        + (aside.size() > 1 ? " and " + (aside.size() - 1) + " more" : "")
        + ". Look at it and delete it; the rest was delivered.";
  }

  @Override
  public Page find(Search search) throws IOException {
    return archive.find(search);
  }

  @Override
  public Optional<Exchange> exchange(String id) throws IOException {
    return archive.exchange(id);
  }

  @Override
  public List<Sums> sums(Filter filter) throws IOException {
    return archive.sums(filter);
  }

  @Override
  public Optional<Set<String>> label(String id, Set<String> add, Set<String> remove)
      throws IOException {
    return archive.label(id, add, remove);
  }

  @Override
  public synchronized long forget(Forget what) throws IOException {
    long waiting = spool.forget(Forgotten.of(Map.of()).with(what, clock.instant()));
    return waiting + archive.forget(what);
  }

  @Override
  public synchronized long expire(Instant before) throws IOException {
    long waiting = spool.forget(Forgotten.of(Map.of()).expired(before));
    return waiting + archive.expire(before);
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  /** Whether nothing waits any more. */
  private boolean deliver() throws IOException {
    if (clock.instant().isBefore(notBefore)) {
      return false;
    }
    try {
      for (Path file : spool.files()) {
        Spool.Content content = spool.read(file);
        archive.put(content.exchanges());
        spool.done(file, content);
      }
      aside = spool.aside();
    } catch (IOException e) {
      failed(e);
      return false;
    }
    condition = "";
    wait = FIRST_WAIT;
    notBefore = Instant.MIN;
    return true;
  }

  private void failed(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    condition =
        message
            + (message.matches(".*[.?!]") ? "" : ".")
            + " Until it works, exchanges wait in "
            + spool.folder()
            + ".";
    notBefore = clock.instant().plus(wait);
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }
}
