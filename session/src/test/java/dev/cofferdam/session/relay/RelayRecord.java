package dev.cofferdam.session.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Health;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.Stats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that a test can look into. */
final class RelayRecord implements Journal {
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  List<Entry> entries() {
    return entries;
  }

  Entry only() {
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }

  @Override
  public boolean record(Entry entry) {
    return entries.add(entry);
  }

  @Override
  public boolean healthy() {
    return true;
  }

  @Override
  public Health health() {
    return Journal.none().health();
  }

  @Override
  public Stats stats() {
    return Journal.none().stats();
  }

  @Override
  public boolean flush(Duration timeout) {
    return true;
  }

  @Override
  public void close() {}
}
