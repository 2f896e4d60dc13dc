package dev.cofferdam.policy.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into a tree of texts. Bounded: 256 KiB, 12 levels, no aliases (nothing
 * can multiply), no tags (nothing is constructed).
 */
public final class YamlReader {
  private static final int MAX_LENGTH = 256 * 1024;
  private static final int MAX_DEPTH = 12;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final YAMLParser parser;
  private final Problems problems;

  private YamlReader(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document, an empty one for an empty text, or null when a problem stopped the reading. */
  public static @Nullable Yaml read(String text, Problems problems) {
    if (text.length() > MAX_LENGTH) {
      problems.add(
          Yaml.Place.START, "", "the file has more than " + MAX_LENGTH + " characters", "");
      return null;
    }
    try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
      YamlReader reader = new YamlReader(parser, problems);
      if (parser.nextToken() == null) {
        return new Yaml.Entries(List.of(), Yaml.Place.START);
      }
      Yaml document = reader.value(1, "");
      if (parser.nextToken() != null) {
        problems.add(reader.place(), "", "a second document begins here", "keep one per file");
      }
      return isEmpty(document) ? new Yaml.Entries(List.of(), Yaml.Place.START) : document;
    } catch (Unreadable unreadable) {
      problems.add(unreadable.place, "", unreadable.what, unreadable.suggestion);
      return null;
    } catch (JacksonException broken) {
      problems.add(placeOf(broken.getLocation()), "", "this is not YAML: " + reason(broken), "");
      return null;
    }
  }

  /** Nothing but a document marker. */
  private static boolean isEmpty(Yaml document) {
    return document instanceof Yaml.Nothing
        || (document instanceof Yaml.Text text && text.text().isEmpty());
  }

  private Yaml value(int depth, String path) {
    Yaml.Place place = place();
    if (depth > MAX_DEPTH) {
      throw new Unreadable(place, "more than " + MAX_DEPTH + " levels deep", "");
    }
    if (parser.isCurrentAlias()) {
      throw new Unreadable(place, "aliases (*name) are not read", "write the value out");
    }
    if (parser.getTypeId() != null || parser.getRawTag() != null) {
      throw new Unreadable(place, "tags (!name) are not read", "remove it");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> entries(place, depth, path);
      case START_ARRAY -> items(place, depth, path);
      case VALUE_NULL -> new Yaml.Nothing(place);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new Yaml.Text(parser.getString(), place);
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME ->
          throw new Unreadable(place, "this is not understood", "");
    };
  }

  private Yaml items(Yaml.Place place, int depth, String path) {
    List<Yaml> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(depth + 1, path));
    }
    return new Yaml.Items(items, place);
  }

  private Yaml entries(Yaml.Place place, int depth, String path) {
    List<Yaml.Entry> entries = new ArrayList<>();
    Map<String, Yaml.Place> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Yaml.Place keyPlace = place();
      parser.nextToken();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      Yaml value = value(depth + 1, keyPath);
      Yaml.Place first = seen.putIfAbsent(key, keyPlace);
      if (first == null) {
        entries.add(new Yaml.Entry(key, keyPlace, value));
      } else {
        problems.add(
            keyPlace, keyPath, "the key is given twice", "it is already in line " + first.line());
      }
    }
    return new Yaml.Entries(entries, place);
  }

  private Yaml.Place place() {
    return placeOf(parser.currentTokenLocation());
  }

  private static Yaml.Place placeOf(@Nullable TokenStreamLocation at) {
    return at == null
        ? Yaml.Place.START
        : new Yaml.Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  /** The first line of what the parser says: the rest quotes the file. */
  private static String reason(JacksonException broken) {
    String message = broken.getOriginalMessage();
    return message == null ? "it cannot be parsed" : message.lines().findFirst().orElse("");
  }

  /** Ends the reading; never leaves this class. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Yaml.Place place;
    private final String what;
    private final String suggestion;

    Unreadable(Yaml.Place place, String what, String suggestion) {
      super(what);
      this.place = place;
      this.what = what;
      this.suggestion = suggestion;
    }
  }
}
