package dev.cofferdam.watch.archive.text;

import dev.cofferdam.watch.archive.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.jspecify.annotations.Nullable;

/**
 * Shows where a text matches. It works on the texts that were found, wherever they were found; for
 * one search by one thread.
 */
public final class Excerpts {
  private static final int PASSAGES = 2;
  private static final int LENGTH = 160;
  private static final int LONGEST_LOOKED_AT = 200_000;

  private final @Nullable Query question;
  private final @Nullable UnifiedHighlighter highlighter;

  private Excerpts(@Nullable Query question, @Nullable UnifiedHighlighter highlighter) {
    this.question = question;
    this.highlighter = highlighter;
  }

  /**
   * Excerpts for a question.
   *
   * @param question null when nothing was asked: excerpts are beginnings then
   */
  public static Excerpts of(@Nullable Query question, Analyzer words) {
    if (question == null) {
      return new Excerpts(null, null);
    }
    UnifiedHighlighter highlighter =
        UnifiedHighlighter.builderWithoutSearcher(words)
            .withMaxLength(LONGEST_LOOKED_AT)
            .withFormatter(new Pieces())
            .withMaxNoHighlightPassages(0)
            .withBreakIterator(() ->
                LengthGoalBreakIterator.createMinLength(
                    java.text.BreakIterator.getSentenceInstance(Locale.ROOT), LENGTH / 2, 0.5f))
            .build();
    return new Excerpts(question, highlighter);
  }

  /** The places of a text that match; its beginning where none does. */
  public List<Hit.Piece> of(String field, String text) throws IOException {
    if (question != null && highlighter != null && !text.isEmpty()) {
      Object pieces = highlighter.highlightWithoutSearcher(field, question, text, PASSAGES);
      if (pieces instanceof Found found && !found.pieces().isEmpty()) {
        return found.pieces();
      }
    }
    return text.isEmpty() ? List.of() : List.of(new Hit.Piece(beginning(text), false));
  }

  private static String beginning(String text) {
    return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
  }

  private record Found(List<Hit.Piece> pieces) {}

  private static final class Pieces extends PassageFormatter {
    @Override
    public Object format(Passage[] passages, String content) {
      List<Hit.Piece> pieces = new ArrayList<>();
      for (Passage passage : passages) {
        if (passage.getNumMatches() == 0) {
          continue;
        }
        if (!pieces.isEmpty()) {
          pieces.add(new Hit.Piece(" … ", false));
        }
        int at = start(passage);
        int limit = Math.min(passage.getEndOffset(), at + 2 * LENGTH);
        for (int i = 0; i < passage.getNumMatches(); i++) {
          int from = Math.max(at, passage.getMatchStarts()[i]);
          int to = passage.getMatchEnds()[i];
          if (to <= from || to > limit) {
            continue;
          }
          add(pieces, content.substring(at, from), false);
          add(pieces, content.substring(from, to), true);
          at = to;
        }
        add(pieces, content.substring(at, Math.max(at, limit)), false);
      }
      return new Found(pieces);
    }

    /** A sentence may be a page of code: begin a little before the first match. */
    private static int start(Passage passage) {
      return Math.max(passage.getStartOffset(), passage.getMatchStarts()[0] - LENGTH / 2);
    }

    private static void add(List<Hit.Piece> pieces, String text, boolean match) {
      if (!text.isEmpty()) {
        pieces.add(new Hit.Piece(text, match));
      }
    }
  }
}
