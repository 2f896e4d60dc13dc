package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.archive.Sums;
import dev.cofferdam.watch.exchange.TokenUsage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Sums tokens by day, project and model. */
final class Summing extends SimpleCollector {
  private static final long DAY = 86_400_000L;

  private final Map<Group, long[]> all = new HashMap<>();
  private @Nullable Segment segment;

  private Summing() {}

  static List<Sums> of(IndexSearcher searcher, Query query) throws IOException {
    Summing summing = new Summing();
    searcher.search(query, new OneByOne<>(summing));
    summing.finish();
    List<Sums> sums = new ArrayList<>();
    summing.all.forEach((group, numbers) ->
        sums.add(
            new Sums(
                LocalDate.ofEpochDay(group.day),
                group.project,
                group.model,
                numbers[0],
                new TokenUsage(numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))));
    sums.sort(
        Comparator.comparing(Sums::day).thenComparing(Sums::project).thenComparing(Sums::model));
    return sums;
  }

  @Override
  protected void doSetNextReader(LeafReaderContext context) throws IOException {
    finish();
    segment = new Segment(context.reader());
  }

  @Override
  public void collect(int document) throws IOException {
    if (segment != null) {
      segment.add(document);
    }
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  public void finish() throws IOException {
    if (segment != null) {
      segment.into(all);
      segment = null;
    }
  }

  private record Group(long day, String project, String model) {}

  private record Numbers(long day, int project, int model) {}

  /** One segment; groups are numbers in it. */
  private static final class Segment {
    private final SortedDocValues projects;
    private final SortedDocValues models;
    private final NumericDocValues started;
    private final List<NumericDocValues> numbers = new ArrayList<>();
    private final Map<Numbers, long[]> groups = new HashMap<>();

    Segment(LeafReader reader) throws IOException {
      projects = DocValues.getSorted(reader, "project");
      models = DocValues.getSorted(reader, "model");
      started = DocValues.getNumeric(reader, Fields.STARTED);
      for (String field : Fields.NUMBERS) {
        numbers.add(DocValues.getNumeric(reader, field));
      }
    }

    void add(int document) throws IOException {
      long day = started.advanceExact(document) ? Math.floorDiv(started.longValue(), DAY) : 0;
      int project = projects.advanceExact(document) ? projects.ordValue() : -1;
      int model = models.advanceExact(document) ? models.ordValue() : -1;
      long[] sums =
          groups.computeIfAbsent(
              new Numbers(day, project, model), group -> new long[1 + Fields.NUMBERS.size()]);
      sums[0]++;
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i).advanceExact(document)) {
          sums[i + 1] += numbers.get(i).longValue();
        }
      }
    }

    void into(Map<Group, long[]> all) throws IOException {
      for (Map.Entry<Numbers, long[]> entry : groups.entrySet()) {
        Numbers group = entry.getKey();
        Group named =
            new Group(
                group.day,
                group.project < 0 ? "" : projects.lookupOrd(group.project).utf8ToString(),
                group.model < 0 ? "" : models.lookupOrd(group.model).utf8ToString());
        all.merge(named, entry.getValue(), Segment::plus);
      }
    }

    private static long[] plus(long[] a, long[] b) {
      long[] sum = a.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += b[i];
      }
      return sum;
    }
  }
}
