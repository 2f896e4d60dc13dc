package dev.cofferdam.watch.archive.spool;

import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.Forgotten;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can still be told of an exchange whose line is damaged, a byte for each character. */
final class DamagedLine {
  /** Inside of a text quotes stand behind backslashes, so that no prompt can look like these. */
  private static final List<Pattern> TELLING =
      List.of("id", "user", "session", "started").stream()
          .map(name -> Pattern.compile("\"" + name + "\":\"[^\"\\\\]*\""))
          .toList();

  private DamagedLine() {}

  /** Whether it is certain that this line is nothing of what is to be forgotten. */
  static boolean isSpared(String line, Forgotten forgotten) {
    StringBuilder json = new StringBuilder("{\"ended\":\"1970-01-01T00:00:00Z\"");
    for (Pattern telling : TELLING) {
      Matcher found = telling.matcher(line);
      if (!found.find()) {
        return false;
      }
      json.append(',').append(found.group());
    }
    byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.ISO_8859_1);
    try {
      return !forgotten.covers(ExchangeJson.read(bytes));
    } catch (RuntimeException e) {
      return false;
    }
  }
}
