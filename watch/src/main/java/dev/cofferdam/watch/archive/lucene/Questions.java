package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.archive.Filter;
import java.time.Instant;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Filters as queries of Lucene's. */
final class Questions {
  private Questions() {}

  static Query of(Filter filter, @Nullable Query text) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    if (text != null) {
      all.add(text, BooleanClause.Occur.MUST);
    }
    String project = filter.project();
    while (project.length() > 1 && project.endsWith("/")) {
      project = project.substring(0, project.length() - 1);
    }
    term(all, "folder", project);
    term(all, "session", filter.session());
    term(all, "user", filter.user());
    term(all, "agent", filter.agent());
    term(all, "kind", filter.kind());
    term(all, "label", filter.label());
    term(all, "tool", filter.tool());
    if (filter.model().endsWith("*")) {
      String begin = filter.model().substring(0, filter.model().length() - 1);
      all.add(new PrefixQuery(new Term("model", begin)), BooleanClause.Occur.FILTER);
    } else {
      term(all, "model", filter.model());
    }
    if (filter.since() != null || filter.until() != null) {
      all.add(
          LongPoint.newRangeQuery(
              Fields.STARTED,
              millis(filter.since(), Long.MIN_VALUE),
              millis(filter.until(), Long.MAX_VALUE) - (filter.until() == null ? 0 : 1)),
          BooleanClause.Occur.FILTER);
    }
    BooleanQuery query = all.build();
    return query.clauses().isEmpty() ? MatchAllDocsQuery.INSTANCE : query;
  }

  private static long millis(@Nullable Instant time, long otherwise) {
    return time == null ? otherwise : time.toEpochMilli();
  }

  private static void term(BooleanQuery.Builder all, String field, String value) {
    if (!value.isEmpty()) {
      all.add(new TermQuery(new Term(field, Fields.word(value))), BooleanClause.Occur.FILTER);
    }
  }
}
