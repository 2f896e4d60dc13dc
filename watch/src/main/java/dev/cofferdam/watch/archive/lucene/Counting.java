package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.archive.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts matches by their values: by number inside a segment, by text across segments. */
final class Counting extends SimpleCollector {
  private static final int MOST = 20;

  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
  private final List<Segment> segments = new ArrayList<>();

  private Counting() {}

  static Map<String, List<Page.Count>> of(IndexSearcher searcher, Query query) throws IOException {
    Counting counting = new Counting();
    searcher.search(query, new OneByOne<>(counting));
    counting.finish();
    Map<String, List<Page.Count>> facets = new LinkedHashMap<>();
    for (List<String> fields : List.of(Fields.SINGLE, Fields.MANY)) {
      for (String field : fields) {
        facets.put(field, top(counting.counts.getOrDefault(field, Map.of())));
      }
    }
    return facets;
  }

  @Override
  protected void doSetNextReader(LeafReaderContext context) throws IOException {
    finish();
    for (String field : Fields.SINGLE) {
      segments.add(new Segment(field, context.reader(), false));
    }
    for (String field : Fields.MANY) {
      segments.add(new Segment(field, context.reader(), true));
    }
  }

  @Override
  public void collect(int document) throws IOException {
    for (Segment segment : segments) {
      segment.count(document);
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  public void finish() throws IOException {
    for (Segment segment : segments) {
      segment.into(counts.computeIfAbsent(segment.field, name -> new HashMap<>()));
    }
    segments.clear();
  }

  private static List<Page.Count> top(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> new Page.Count(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(Page.Count::exchanges)
                .reversed()
                .thenComparing(Page.Count::value))
        .limit(MOST)
        .toList();
  }

  /** One field of one segment. */
  private static final class Segment {
    private final String field;
    private final SortedSetDocValues many;
    private final SortedDocValues single;
    private final boolean isMany;
    private final int[] counts;

    Segment(String field, LeafReader reader, boolean isMany) throws IOException {
      this.field = field;
      this.isMany = isMany;
      this.many = isMany ? DocValues.getSortedSet(reader, field) : DocValues.emptySortedSet();
      this.single = isMany ? DocValues.emptySorted() : DocValues.getSorted(reader, field);
      this.counts = new int[(int) (isMany ? many.getValueCount() : single.getValueCount())];
    }

    void count(int document) throws IOException {
      if (isMany) {
        if (many.advanceExact(document)) {
          for (int i = 0; i < many.docValueCount(); i++) {
            counts[(int) many.nextOrd()]++;
          }
        }
      } else if (single.advanceExact(document)) {
        counts[single.ordValue()]++;
      }
    }

    void into(Map<String, Long> all) throws IOException {
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          String value = (isMany ? many.lookupOrd(i) : single.lookupOrd(i)).utf8ToString();
          // An exchange without a model or project is not worth a line of its own.
          if (!value.isEmpty()) {
            all.merge(value, (long) counts[i], Long::sum);
          }
        }
      }
    }
  }
}
