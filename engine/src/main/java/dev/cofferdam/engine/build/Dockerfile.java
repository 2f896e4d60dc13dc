package dev.cofferdam.engine.build;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile's instructions, split as Docker's own parser splits them. An instruction that Docker
 * does not know is an error here as it is there. The classic builder knows no here-documents: their
 * lines are read as instructions, which mostly ends in that error.
 *
 * @param escape the escape character: a backslash, or a backquote by directive
 * @param instructions in order
 */
public record Dockerfile(char escape, List<Instruction> instructions) {
  /**
   * One instruction.
   *
   * @param keyword in upper case
   * @param flags such as {@code --from=base}, unquoted
   * @param arguments what follows the flags, continuation lines joined
   * @param line where it begins, from 1
   */
  public record Instruction(String keyword, List<String> flags, String arguments, int line) {}

  private static final Set<String> KEYWORDS =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  /** Docker's scanner gives up on longer lines. */
  private static final int MAX_LINE = 65_535;

  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*");
  private static final Pattern ESCAPE_DIRECTIVE =
      Pattern.compile("(?i)#\\s*escape\\s*=\\s*`.*", Pattern.DOTALL);
  private static final Pattern BLANKS = Pattern.compile("[\\t\\x0B\\f\\r ]+");
  private static final Pattern ODD_HEREDOC = Pattern.compile("<<-?(?:[^<\\s]*|[\"'].*)[\\\\`]");

  /**
   * Reads a Dockerfile as current engines do.
   *
   * @throws ContextException when Docker would not take it as a Dockerfile either
   */
  public static Dockerfile parse(String text) throws ContextException {
    return parse(text, escape(text), false);
  }

  /**
   * All the ways in which engines from 19.03 on may read this text: which comments end the parser
   * directives, and whether a doubled escape character at a line's end continues the line, changed
   * over time. Mostly one; what must not happen must happen in none of them.
   */
  static List<Dockerfile> readings(byte[] bytes) throws ContextException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ContextException("the Dockerfile is not UTF-8. Save it as UTF-8");
    }
    char escape = escape(text);
    List<Character> escapes = new ArrayList<>(List.of(escape));
    if (escape == '\\' && text.lines().anyMatch(l -> ESCAPE_DIRECTIVE.matcher(l).matches())) {
      escapes.add('`');
    } else if (escape == '`') {
      escapes.add('\\');
    }
    List<Dockerfile> readings = new ArrayList<>();
    for (char e : escapes) {
      readings.add(parse(text, e, false));
      String twice = "" + e + e;
      if (text.lines().anyMatch(l -> l.stripTrailing().endsWith(twice))) {
        readings.add(parse(text, e, true));
      }
    }
    return readings;
  }

  private static Dockerfile parse(String text, char escape, boolean doubledContinues)
      throws ContextException {
    List<String> lines = lines(text);
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      String first = trimLeft(lines.get(i));
      if (first.startsWith("#")) {
        continue;
      }
      StringBuilder joined = new StringBuilder();
      boolean continues = continued(first, escape, doubledContinues, joined);
      while (continues && i + 1 < lines.size()) {
        String next = lines.get(++i);
        String trimmed = trimLeft(next);
        if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
          continues = continued(next, escape, doubledContinues, joined);
        }
      }
      String whole = trim(joined.toString());
      if (!whole.isEmpty()) {
        instructions.add(instruction(whole, line));
      }
    }
    return new Dockerfile(escape, List.copyOf(instructions));
  }

  /** The instruction in one joined line; also for triggers. */
  static Instruction instruction(String whole, int line) throws ContextException {
    String[] parts = BLANKS.split(trim(whole), 2);
    // Go's ToLower works rune by rune, so that a dotted capital I is an i.
    String keyword =
        parts[0]
            .codePoints()
            .map(c -> Character.toUpperCase(Character.toLowerCase(c)))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    if (!KEYWORDS.contains(keyword)) {
      throw new ContextException(
          "line "
              + line
              + " of the Dockerfile has no instruction that the classic builder knows: "
              + ContextException.printable(parts[0])
              + ". Here-documents need BuildKit");
    }
    if (ODD_HEREDOC.matcher(whole).find()) {
      throw new ContextException(
          "line " + line + " of the Dockerfile has a here-document that ends in an escape");
    }
    List<String> flags = new ArrayList<>();
    String rest = parts.length == 2 ? trim(flags(parts[1], flags)) : "";
    return new Instruction(keyword, List.copyOf(flags), rest, line);
  }

  /** Splits arguments at blanks, as for ADD and COPY. */
  static List<String> words(String arguments) {
    return arguments.isEmpty() ? List.of() : List.of(BLANKS.split(trim(arguments)));
  }

  private static char escape(String text) throws ContextException {
    java.util.Set<String> seen = new java.util.HashSet<>();
    for (String line : lines(text)) {
      Matcher directive = DIRECTIVE.matcher(trimLeft(line));
      if (!directive.matches()) {
        return '\\';
      }
      String key = directive.group(1).toLowerCase(java.util.Locale.ROOT);
      if (!Set.of("escape", "syntax", "check").contains(key)) {
        return '\\';
      }
      if (!seen.add(key)) {
        throw new ContextException("the Dockerfile has the directive " + key + " twice");
      }
      if (key.equals("escape")) {
        String value = directive.group(2);
        if (!value.equals("\\") && !value.equals("`")) {
          throw new ContextException("the Dockerfile's escape directive must be \\ or `");
        }
        return value.charAt(0);
      }
    }
    return '\\';
  }

  private static List<String> lines(String text) throws ContextException {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<String> lines = new ArrayList<>();
    for (String line : plain.split("\n", -1)) {
      String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (bare.length() >= MAX_LINE) {
        throw new ContextException("the Dockerfile has a line longer than 65535 bytes");
      }
      lines.add(bare);
    }
    return lines;
  }

  /** Appends the line without its continuation character; whether it had one. */
  private static boolean continued(
      String line, char escape, boolean doubledContinues, StringBuilder joined) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    boolean escaped = end > 0 && line.charAt(end - 1) == escape;
    boolean doubled = end > 1 && line.charAt(end - 2) == escape;
    if (escaped && (doubledContinues || !doubled)) {
      joined.append(line, 0, end - 1);
      return true;
    }
    joined.append(line);
    return false;
  }

  /** Takes the words that begin with {@code --}; returns what follows them. */
  private static String flags(String line, List<String> flags) {
    int at = 0;
    while (true) {
      while (at < line.length() && isSpace(line.charAt(at))) {
        at++;
      }
      if (!line.startsWith("--", at)) {
        return line.substring(at);
      }
      StringBuilder word = new StringBuilder();
      char quote = 0;
      for (; at < line.length() && (quote != 0 || !isSpace(line.charAt(at))); at++) {
        char c = line.charAt(at);
        if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        } else if (quote != 0 && c == quote) {
          quote = 0;
        } else if (c == '\\' && at + 1 < line.length()) {
          word.append(line.charAt(++at));
        } else if (c != '\\') {
          word.append(c);
        }
      }
      if (word.toString().equals("--")) {
        return line.substring(at);
      }
      flags.add(word.toString());
    }
  }

  private static String trim(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return trimLeft(text.substring(0, end));
  }

  private static String trimLeft(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** Go's unicode.IsSpace. */
  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xa0 || isWideSpace(c);
  }

  private static boolean isWideSpace(char c) {
    return c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }
}
