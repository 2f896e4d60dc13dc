package dev.cofferdam.watch.masking;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user wants masked beside what Cofferdam knows: one entry a line, taken as it stands, or as
 * a regular expression between slashes. Empty lines and lines that begin with {@code #} say
 * nothing. Regular expressions are RE2's: no back-references, and no text makes them slow.
 */
public final class OwnList {
  private static final OwnList EMPTY = new OwnList(List.of(), List.of());
  private static final String KIND = "own-list";
  private static final int SHORTEST = 3;

  private final List<String> texts;
  private final List<Pattern> patterns;

  private OwnList(List<String> texts, List<Pattern> patterns) {
    this.texts = List.copyOf(texts);
    this.patterns = List.copyOf(patterns);
  }

  /** A list without entries. */
  public static OwnList empty() {
    return EMPTY;
  }

  /**
   * The list in a file; empty when there is no such file.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when a line makes no sense; the message names file and line
   */
  public static OwnList read(Path file) throws IOException {
    return Files.exists(file)
        ? of(Files.readAllLines(file, StandardCharsets.UTF_8), file.toString())
        : EMPTY;
  }

  /**
   * The list in these lines.
   *
   * @param name what to call them in errors
   * @throws IllegalArgumentException when a line makes no sense
   */
  public static OwnList of(List<String> lines, String name) {
    List<String> texts = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = name + ", line " + (i + 1) + ": ";
      if (line.length() > 2 && line.startsWith("/") && line.endsWith("/")) {
        patterns.add(pattern(where, line.substring(1, line.length() - 1)));
      } else if (line.length() < SHORTEST) {
        throw new IllegalArgumentException(
            where
                + "'"
                + line
                + "' is shorter than "
                + SHORTEST
                + " characters and would mask "
                + "half of every text");
      } else {
        texts.add(line);
      }
    }
    return new OwnList(texts, patterns);
  }

  private static Pattern pattern(String where, String regex) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          where
              + "this is no regular expression: "
              + e.getDescription()
              + ". A text is taken as it stands when it is not between slashes",
          e);
    }
    if (pattern.matcher("").matches()) {
      throw new IllegalArgumentException(where + "this expression matches the empty text");
    }
    return pattern;
  }

  void find(String text, Findings findings) {
    for (String each : texts) {
      for (int at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + each.length())) {
        findings.add(at, at + each.length(), KIND);
      }
    }
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        findings.add(matcher.start(), matcher.end(), KIND);
      }
    }
  }
}
