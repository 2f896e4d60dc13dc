package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.Exchange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stands where no archive was opened yet. */
enum NoArchive implements Archive {
  NONE;

  @Override
  public void put(Collection<Exchange> exchanges) {}

  @Override
  public void rest() {}

  @Override
  public Page find(Search search) {
    return new Page(List.of(), 0, "", Map.of());
  }

  @Override
  public Optional<Exchange> exchange(String id) {
    return Optional.empty();
  }

  @Override
  public List<Sums> sums(Filter filter) {
    return List.of();
  }

  @Override
  public Optional<Set<String>> label(String id, Set<String> add, Set<String> remove) {
    return Optional.empty();
  }

  @Override
  public long forget(Forget what) {
    return 0;
  }

  @Override
  public long expire(Instant before) {
    return 0;
  }

  @Override
  public void close() {}
}
