package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.Folders;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ToolUse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** What an exchange is in the index. */
final class Fields {
  static final String ID = "id";
  static final String STARTED = "started";
  static final String SOURCE = "json";

  /** Fields with one value, by which is filtered and counted. */
  static final List<String> SINGLE = List.of("project", "model", "user", "agent", "kind");

  /** Fields with many. */
  static final List<String> MANY = List.of("label", "tool");

  /** The sums of {@code Sums}. */
  static final List<String> NUMBERS =
      List.of("input", "output", "cache_read", "cache_write", "cache_write_long");

  /** The index is kept in the order that is asked for most: a page is read, not sorted. */
  static final Sort NEWEST =
      new Sort(
          new SortField(STARTED, SortField.Type.LONG, true),
          new SortField(ID, SortField.Type.STRING));

  static final Sort OLDEST =
      new Sort(
          new SortField(STARTED, SortField.Type.LONG), new SortField(ID, SortField.Type.STRING));

  static final Sort RELEVANCE =
      new Sort(
          SortField.FIELD_SCORE,
          new SortField(STARTED, SortField.Type.LONG, true),
          new SortField(ID, SortField.Type.STRING));

  private static final int LONGEST_WORD = 8191;

  private Fields() {}

  static Document document(Exchange exchange) {
    Document document = new Document();
    document.add(new StoredField(SOURCE, ExchangeJson.bytes(exchange)));
    document.add(new StringField(ID, exchange.id(), Field.Store.NO));
    document.add(new SortedDocValuesField(ID, new BytesRef(exchange.id())));
    long started = exchange.started().toEpochMilli();
    document.add(new LongPoint(STARTED, started));
    document.add(new NumericDocValuesField(STARTED, started));
    single(document, "project", exchange.project());
    single(document, "model", exchange.model());
    single(document, "user", exchange.user());
    single(document, "agent", exchange.agent().word());
    single(document, "kind", exchange.kind().word());
    document.add(new StringField("session", word(exchange.session()), Field.Store.NO));
    for (String folder : Folders.of(exchange.project())) {
      document.add(new StringField("folder", word(folder), Field.Store.NO));
    }
    many(document, "label", exchange.labels());
    Set<String> tools = new HashSet<>();
    StringBuilder inputs = new StringBuilder();
    for (ToolUse tool : exchange.tools()) {
      tools.add(tool.name());
      inputs.append(tool.name()).append('\n').append(tool.input()).append('\n');
    }
    many(document, "tool", tools);
    document.add(new TextField("prompt", exchange.prompt(), Field.Store.NO));
    document.add(new TextField("answer", exchange.answer(), Field.Store.NO));
    document.add(new TextField("tools", inputs.toString(), Field.Store.NO));
    document.add(new TextField("title", exchange.title(), Field.Store.NO));
    document.add(new NumericDocValuesField("input", exchange.usage().input()));
    document.add(new NumericDocValuesField("output", exchange.usage().output()));
    document.add(new NumericDocValuesField("cache_read", exchange.usage().cacheRead()));
    document.add(new NumericDocValuesField("cache_write", exchange.usage().cacheWrite()));
    document.add(new NumericDocValuesField("cache_write_long", exchange.usage().cacheWriteLong()));
    return document;
  }

  /** A term of Lucene's has a longest length. */
  static String word(String text) {
    return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
  }

  private static void single(Document document, String field, String value) {
    document.add(new StringField(field, word(value), Field.Store.NO));
    document.add(new SortedDocValuesField(field, new BytesRef(word(value))));
  }

  private static void many(Document document, String field, Iterable<String> values) {
    for (String value : values) {
      document.add(new StringField(field, word(value), Field.Store.NO));
      document.add(new SortedSetDocValuesField(field, new BytesRef(word(value))));
    }
  }
}
