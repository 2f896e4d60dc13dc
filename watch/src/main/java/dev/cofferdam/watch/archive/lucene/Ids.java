package dev.cofferdam.watch.archive.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by their ids, many one after the other: a search for each would cost more than
 * everything else that is done with a new exchange. For one thread.
 */
final class Ids {
  private final List<Segment> segments = new ArrayList<>();

  /**
   * @param searcher null when there is no index yet
   */
  Ids(@Nullable IndexSearcher searcher) throws IOException {
    if (searcher == null) {
      return;
    }
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Terms terms = leaf.reader().terms(Fields.ID);
      if (terms != null) {
        segments.add(new Segment(terms.iterator(), leaf.reader().getLiveDocs(), leaf.docBase));
      }
    }
  }

  /** The number of the document with this id; negative when there is none. */
  int document(String id) throws IOException {
    BytesRef term = new BytesRef(id);
    for (Segment segment : segments) {
      int document = segment.document(term);
      if (document >= 0) {
        return document;
      }
    }
    return -1;
  }

  private static final class Segment {
    private final TermsEnum terms;
    private final @Nullable Bits live;
    private final int base;
    private @Nullable PostingsEnum postings;

    Segment(TermsEnum terms, @Nullable Bits live, int base) {
      this.terms = terms;
      this.live = live;
      this.base = base;
    }

    int document(BytesRef id) throws IOException {
      if (!terms.seekExact(id)) {
        return -1;
      }
      PostingsEnum found = terms.postings(postings, PostingsEnum.NONE);
      postings = found;
      for (int document = found.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = found.nextDoc()) {
        // What was replaced stays in its segment until that is merged, marked as gone.
        if (live == null || live.get(document)) {
          return base + document;
        }
      }
      return -1;
    }
  }
}
