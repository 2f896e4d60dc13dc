package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Cursor;
import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Forget;
import dev.cofferdam.watch.archive.Forgotten;
import dev.cofferdam.watch.archive.Hit;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.Page;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.archive.Succession;
import dev.cofferdam.watch.archive.Sums;
import dev.cofferdam.watch.archive.text.Excerpts;
import dev.cofferdam.watch.archive.text.Question;
import dev.cofferdam.watch.archive.text.Words;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The archive in a folder of this machine. */
public final class LuceneArchive implements Archive {
  private final Words words = new Words();
  private final PrivateFolder folder;
  private final Readers readers;
  private final Writing writing;
  private final ForgottenFile forgotten;

  private LuceneArchive(PrivateFolder folder, Path path) {
    this.folder = folder;
    this.readers = new Readers(folder);
    this.writing = new Writing(folder, words);
    this.forgotten = new ForgottenFile(path.resolve("forgotten"));
  }

  /**
   * The archive in this folder, which is made when it is not there; nobody else may enter it.
   *
   * @throws IOException when the folder cannot be made or read
   */
  public static LuceneArchive open(Path path) throws IOException {
    return new LuceneArchive(PrivateFolder.open(path), path);
  }

  @Override
  public synchronized void put(Collection<Exchange> exchanges) throws IOException {
    if (exchanges.isEmpty()) {
      return;
    }
    writing.write(writer -> {
      Forgotten gone = forgotten.read();
      IndexSearcher searcher = readers.current();
      // The latest of each id, so that what is kept is asked for once.
      Map<String, Exchange> latest = new LinkedHashMap<>();
      for (Exchange exchange : exchanges) {
        latest.merge(
            exchange.id(), exchange, (old, now) -> Succession.replaces(now, old) ? now : old);
      }
      Ids ids = new Ids(searcher);
      List<Adding.Entry> entries = new ArrayList<>();
      for (Exchange exchange : latest.values()) {
        if (gone.covers(exchange)) {
          continue;
        }
        int document = searcher == null ? -1 : ids.document(exchange.id());
        if (searcher == null || document < 0) {
          entries.add(new Adding.Entry(exchange, false));
          continue;
        }
        Exchange kept = stored(searcher, document);
        if (Succession.replaces(exchange, kept)) {
          entries.add(new Adding.Entry(exchange.withLabels(kept.labels()), true));
        }
      }
      Adding.all(writer, entries);
    });
  }

  @Override
  public synchronized void rest() throws IOException {
    writing.end();
  }

  @Override
  public Page find(Search search) throws IOException {
    IndexSearcher searcher = readers.current();
    if (searcher == null) {
      return new Page(List.of(), 0, "", Map.of());
    }
    Query text =
        search.filter().text().isBlank() ? null : Question.of(search.filter().text(), words);
    Query query = Questions.of(search.filter(), text);
    boolean scored = search.order() == Order.RELEVANCE && text != null;
    Sort sort =
        scored ? Fields.RELEVANCE : search.order() == Order.OLDEST ? Fields.OLDEST : Fields.NEWEST;
    TopFieldDocs top =
        searcher.search(
            query,
            new TopFieldCollectorManager(
                sort, search.size(), after(search, scored), Page.MOST_COUNTED));
    List<Hit> hits = new ArrayList<>();
    Excerpts excerpts = Excerpts.of(text, words);
    for (ScoreDoc document : top.scoreDocs) {
      Exchange exchange = stored(searcher, document.doc);
      hits.add(
          new Hit(
              exchange,
              excerpts.of("prompt", exchange.prompt()),
              excerpts.of("answer", exchange.answer())));
    }
    return new Page(
        hits,
        Math.min(Page.MOST_COUNTED, top.totalHits.value()),
        hits.size() < search.size() ? "" : next(top, hits, scored),
        search.facets() ? Counting.of(searcher, query) : Map.of());
  }

  @Override
  public Optional<Exchange> exchange(String id) throws IOException {
    IndexSearcher searcher = readers.current();
    if (searcher == null || id.isEmpty()) {
      return Optional.empty();
    }
    ScoreDoc[] found = searcher.search(new PrefixQuery(new Term(Fields.ID, id)), 2).scoreDocs;
    return found.length == 1
        ? Optional.of(stored(searcher, found[0].doc))
        : Optional.ofNullable(byId(searcher, id));
  }

  @Override
  public List<Sums> sums(Filter filter) throws IOException {
    IndexSearcher searcher = readers.current();
    Query text = filter.text().isBlank() ? null : Question.of(filter.text(), words);
    return searcher == null ? List.of() : Summing.of(searcher, Questions.of(filter, text));
  }

  @Override
  public synchronized Optional<Set<String>> label(String id, Set<String> add, Set<String> remove)
      throws IOException {
    List<Set<String>> labels = new ArrayList<>();
    writing.write(writer -> {
      IndexSearcher searcher = readers.current();
      Exchange kept = searcher == null ? null : byId(searcher, id);
      if (kept != null) {
        SortedSet<String> now = new TreeSet<>(kept.labels());
        now.removeAll(remove);
        now.addAll(add);
        writer.updateDocument(new Term(Fields.ID, id), Fields.document(kept.withLabels(now)));
        labels.add(now);
      }
    });
    writing.end();
    return labels.stream().findFirst();
  }

  @Override
  public synchronized long forget(Forget what) throws IOException {
    // First what must not come back: a crash in between deletes too little, and doing it again
    // ends it.
    Query query =
        switch (what) {
          case Forget.One(String id) -> new TermQuery(new Term(Fields.ID, id));
          case Forget.Session(String id) -> new TermQuery(new Term("session", Fields.word(id)));
          case Forget.User(String name) -> new TermQuery(new Term("user", Fields.word(name)));
        };
    return delete(query, gone -> gone.with(what, Instant.now()));
  }

  @Override
  public synchronized long expire(Instant before) throws IOException {
    return delete(
        Questions.of(new Filter("", "", "", "", "", "", "", "", "", null, before), null),
        gone -> gone.expired(before));
  }

  @Override
  public synchronized void close() throws IOException {
    writing.end();
    readers.close();
    folder.close();
    words.close();
  }

  private long delete(Query query, java.util.function.UnaryOperator<Forgotten> more)
      throws IOException {
    long[] deleted = new long[1];
    writing.write(writer -> {
      forgotten.write(more.apply(forgotten.read()));
      IndexSearcher searcher = readers.current();
      deleted[0] = searcher == null ? 0 : searcher.count(query);
      writer.deleteDocuments(query);
      writer.commit();
      if (deleted[0] > 0) {
        // What is only marked as deleted can still be read from the files.
        writer.forceMergeDeletes(true);
      }
    });
    writing.end();
    return deleted[0];
  }

  private static @Nullable FieldDoc after(Search search, boolean scored) {
    if (search.after().isEmpty()) {
      return null;
    }
    Cursor cursor = Cursor.parse(search.after());
    BytesRef id = new BytesRef(cursor.id());
    Object[] values =
        scored
            ? new Object[] {cursor.score(), cursor.started(), id}
            : new Object[] {cursor.started(), id};
    return new FieldDoc(Integer.MAX_VALUE, cursor.score(), values);
  }

  private static String next(TopFieldDocs top, List<Hit> hits, boolean scored) {
    FieldDoc last = (FieldDoc) top.scoreDocs[top.scoreDocs.length - 1];
    float score = scored && last.fields[0] instanceof Float value ? value : 0;
    Exchange exchange = hits.getLast().exchange();
    return new Cursor(score, exchange.started().toEpochMilli(), exchange.id()).text();
  }

  private static @Nullable Exchange byId(IndexSearcher searcher, String id) throws IOException {
    ScoreDoc[] found = searcher.search(new TermQuery(new Term(Fields.ID, id)), 1).scoreDocs;
    return found.length == 0 ? null : stored(searcher, found[0].doc);
  }

  private static Exchange stored(IndexSearcher searcher, int document) throws IOException {
    BytesRef json = searcher.storedFields().document(document).getBinaryValue(Fields.SOURCE);
    return ExchangeJson.read(
        java.util.Arrays.copyOfRange(json.bytes, json.offset, json.offset + json.length));
  }
}
