package dev.cofferdam.engine.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two richer ways in which instructions give words: a JSON list, and shell-like words. */
final class JsonWords {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonWords() {}

  /**
   * The strings of a JSON list; empty when it is not plainly that and Docker may split at blanks.
   */
  static Optional<List<String>> parse(String text) {
    try {
      JsonNode list = MAPPER.readTree(text);
      List<String> words = new ArrayList<>();
      for (JsonNode word : list) {
        if (!word.isString()) {
          return Optional.empty();
        }
        words.add(word.asString());
      }
      return list.isArray() ? Optional.of(words) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Words with their quotes and escapes kept, split at blanks outside of them (ENV, ARG). */
  static List<String> shellWords(String text, char escape) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == escape && quote != '\'' && i + 1 < text.length()) {
        word.append(c).append(text.charAt(++i));
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        }
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
