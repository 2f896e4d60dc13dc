package dev.cofferdam.watch.archive.lucene;

import java.util.Collection;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;

/** One collector for a whole search, in the thread that asks. */
final class OneByOne<C extends Collector> implements CollectorManager<C, C> {
  private final C collector;

  OneByOne(C collector) {
    this.collector = collector;
  }

  @Override
  public C newCollector() {
    return collector;
  }

  @Override
  public C reduce(Collection<C> collectors) {
    return collector;
  }
}
