package dev.cofferdam.watch.archive.text;

import java.io.Reader;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Cuts texts into words as Unicode says, in small letters and without accents; dots and underscores
 * cut too, so that {@code docker_run} and {@code Files.readString} are found by their parts.
 */
public final class Words extends Analyzer {
  private static final NormalizeCharMap CUTS = cuts();

  @Override
  protected Reader initReader(String field, Reader reader) {
    return new MappingCharFilter(CUTS, reader);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    StandardTokenizer tokenizer = new StandardTokenizer();
    return new TokenStreamComponents(tokenizer, small(tokenizer));
  }

  @Override
  protected TokenStream normalize(String field, TokenStream in) {
    return small(in);
  }

  private static TokenStream small(TokenStream in) {
    return new ASCIIFoldingFilter(new LowerCaseFilter(in));
  }

  private static NormalizeCharMap cuts() {
    NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
    builder.add(".", " ");
    builder.add("_", " ");
    return builder.build();
  }
}
