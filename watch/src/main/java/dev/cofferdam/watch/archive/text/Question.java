package dev.cofferdam.watch.archive.text;

import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.Query;

/** Reads the text of a search. It never fails: what makes no sense as a sign is a word. */
public final class Question {
  /** The fields that are searched, and what a match in each weighs. */
  public static final Map<String, Float> FIELDS =
      Map.of("prompt", 2f, "answer", 1f, "tools", 1f, "title", 1f);

  private Question() {}

  /** The question in a text. */
  public static Query of(String text, Analyzer words) {
    int signs =
        SimpleQueryParser.AND_OPERATOR
            | SimpleQueryParser.NOT_OPERATOR
            | SimpleQueryParser.OR_OPERATOR
            | SimpleQueryParser.PREFIX_OPERATOR
            | SimpleQueryParser.PHRASE_OPERATOR
            | SimpleQueryParser.PRECEDENCE_OPERATORS
            | SimpleQueryParser.ESCAPE_OPERATOR
            | SimpleQueryParser.WHITESPACE_OPERATOR;
    SimpleQueryParser parser = new SimpleQueryParser(words, FIELDS, signs);
    parser.setDefaultOperator(BooleanClause.Occur.MUST);
    return parser.parse(text);
  }
}
