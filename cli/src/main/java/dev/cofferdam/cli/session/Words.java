package dev.cofferdam.cli.session;

import java.util.List;

/**
 * The words of a command line that has one optional word, and a command after {@code --}.
 *
 * @param first the word before {@code --}; empty when there is none
 * @param rest the command
 */
record Words(String first, List<String> rest) {

  /**
   * @param words all words that are no options
   * @param given the whole command line, with its {@code --}
   */
  static Words of(List<String> words, List<String> given) {
    int end = given.indexOf("--");
    int after = end < 0 ? 0 : given.size() - end - 1;
    if (words.isEmpty() || after == words.size()) {
      return new Words("", words);
    }
    return new Words(words.getFirst(), words.subList(1, words.size()));
  }
}
