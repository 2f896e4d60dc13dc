package dev.cofferdam.policy.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The normalized name of an image, as Docker's {@code distribution/reference} grammar reads it:
 * {@code alpine} is {@code docker.io/library/alpine:latest}.
 *
 * <p>Stricter than Docker in two points, so that no two spellings mean the same registry: a
 * registry host with capital letters is refused, and the 255 characters that a name may have
 * include the registry.
 *
 * @param registry host and port, such as {@code docker.io} or {@code localhost:5000}; lower case
 * @param path the repository, such as {@code library/alpine}
 * @param tag the tag; {@code latest} when neither tag nor digest was given; null when only a digest
 *     was given
 * @param digest such as {@code sha256:…}, or null. It beats the tag: the engine then ignores the
 *     tag.
 */
public record ImageReference(
    String registry, String path, @Nullable String tag, @Nullable String digest) {
  private static final int MAX_NAME = 255;
  private static final int MAX_TEXT = 512;

  private static final String HOST_PART = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*|\\[[a-f0-9:]+\\])(?::[0-9]{1,5})?");
  private static final String PATH_PART = "[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+";
  private static final Pattern PATH = Pattern.compile(PATH_PART + "(?:/" + PATH_PART + ")*+");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST =
      Pattern.compile("sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}");
  private static final Pattern FULL_ID = Pattern.compile("(?:sha256:)?[a-f0-9]{64}");
  private static final Pattern ANY_ID = Pattern.compile("(?:sha256:)?[a-f0-9]{1,64}");

  /**
   * Reads and normalizes a reference.
   *
   * @throws ImageReferenceException for anything Docker would not accept, and for 64 hex digits,
   *     which Docker reserves for ids (see {@link #isId})
   */
  public static ImageReference parse(String text) throws ImageReferenceException {
    if (text.isEmpty()) {
      throw new ImageReferenceException("the name of an image is empty");
    }
    if (text.length() > MAX_TEXT) {
      throw new ImageReferenceException(
          "the name of an image has more than " + MAX_TEXT + " characters");
    }
    if (isId(text)) {
      throw new ImageReferenceException(quoted(text) + " is an image id, not a name");
    }
    String rest = text;
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = matching(DIGEST, rest.substring(at + 1), "digest", text);
      rest = rest.substring(0, at);
    }
    String registry = "docker.io";
    int slash = rest.indexOf('/');
    if (slash >= 0 && isRegistry(rest.substring(0, slash))) {
      registry = rest.substring(0, slash);
      rest = rest.substring(slash + 1);
      if (registry.equals("index.docker.io")) {
        registry = "docker.io";
      }
    }
    String tag = digest == null ? "latest" : null;
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      tag = matching(TAG, rest.substring(colon + 1), "tag", text);
      rest = rest.substring(0, colon);
    }
    if (registry.equals("docker.io") && rest.indexOf('/') < 0) {
      rest = "library/" + rest;
    }
    matching(REGISTRY, registry, "registry (a host in lower case, perhaps with a port)", text);
    matching(PATH, rest, "repository (lower-case letters, digits and single separators)", text);
    if (registry.length() + 1 + rest.length() > MAX_NAME) {
      throw new ImageReferenceException(
          "the repository name in "
              + quoted(text)
              + " has more than "
              + MAX_NAME
              + " characters with its registry");
    }
    return new ImageReference(registry, rest, tag, digest);
  }

  /** Whether a first path segment names a registry, as Docker tells it from an organisation. */
  static boolean isRegistry(String segment) {
    return segment.indexOf('.') >= 0
        || segment.indexOf(':') >= 0
        || segment.equals("localhost")
        || segment.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
  }

  /** Whether the text is a whole image id: 64 hex digits, perhaps behind {@code sha256:}. */
  public static boolean isId(String text) {
    return FULL_ID.matcher(text).matches();
  }

  /**
   * Whether the engine might take the text for a whole or shortened image id. {@code cafe} may be
   * an id and a name: the engine looks for the name first.
   */
  public static boolean mayBeId(String text) {
    return ANY_ID.matcher(text).matches();
  }

  /** Registry and path, without tag and digest: {@code docker.io/library/alpine}. */
  public String name() {
    return registry + "/" + path;
  }

  /** The registry without its port; an IPv6 address keeps its brackets. */
  public String host() {
    return hostOf(registry);
  }

  static String hostOf(String registry) {
    int colon = registry.lastIndexOf(':');
    return colon > registry.lastIndexOf(']') ? registry.substring(0, colon) : registry;
  }

  /** The normalized text, which parses to an equal reference. */
  @Override
  public String toString() {
    return name() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  private static String matching(Pattern pattern, String part, String what, String whole)
      throws ImageReferenceException {
    Matcher matcher = pattern.matcher(part);
    if (!matcher.matches()) {
      throw new ImageReferenceException(quoted(whole) + " has no valid " + what);
    }
    return part;
  }

  /** At most 80 printable characters, so that a message stays one short line. */
  private static String quoted(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return "\"" + (printable.length() > 80 ? printable.substring(0, 79) + "…" : printable) + "\"";
  }
}
