package dev.cofferdam.policy.image;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One pattern, split where a reference is split, so that a star never reaches across the parts: in
 * {@code reg*.example.org/x} it must not swallow {@code evil.org/reg}.
 *
 * @param text as it was written
 * @param tag null when the pattern names none
 * @param digest null when the pattern names none
 */
record ImagePattern(
    String text, String registry, String path, @Nullable String tag, @Nullable String digest) {
  private static final Pattern REGISTRY = Pattern.compile("[a-z0-9.*-]+(?::[0-9*]+)?");
  private static final Pattern REGISTRY_V6 = Pattern.compile("\\[[a-f0-9:]+\\](?::[0-9*]+)?");
  private static final Pattern PATH = Pattern.compile("[a-z0-9*._-]+(?:/[a-z0-9*._-]+)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.*-]+");
  private static final Pattern DIGEST = Pattern.compile("[a-z0-9*]+(?::[a-f0-9*]+)?");

  /** Where {@code docker.io} is really served from. */
  private static final String HUB_ITSELF = "registry-1.docker.io";

  static ImagePattern parse(String text) {
    String rest = text;
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = checked(DIGEST, rest.substring(at + 1), "digest", text);
      rest = rest.substring(0, at);
    }
    String registry = "docker.io";
    int slash = rest.indexOf('/');
    if (rest.equals("*")) {
      registry = "*";
    } else if (slash >= 0) {
      String first = rest.substring(0, slash);
      if (first.equals("*") || ImageReference.isRegistry(first)) {
        registry = first.equals("index.docker.io") ? "docker.io" : first;
        rest = rest.substring(slash + 1);
      }
    }
    String tag = null;
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      tag = checked(TAG, rest.substring(colon + 1), "tag", text);
      rest = rest.substring(0, colon);
    }
    if (registry.equals("docker.io") && rest.indexOf('/') < 0 && !rest.equals("*")) {
      rest = "library/" + rest;
    }
    checked(registry.startsWith("[") ? REGISTRY_V6 : REGISTRY, registry, "registry", text);
    checked(PATH, rest, "repository", text);
    return new ImagePattern(text, registry, rest, tag, digest);
  }

  private static String checked(Pattern pattern, String part, String what, String whole) {
    if (!pattern.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "the image pattern \"" + whole + "\" has no valid " + what);
    }
    return part;
  }

  /** Whether the pattern covers all that the engine would take for this reference. */
  boolean allows(ImageReference image) {
    if (!coversName(image)) {
      return false;
    }
    if (image.digest() != null) {
      return digest != null ? matches(digest, image.digest()) : tag == null || tag.equals("*");
    }
    return digest == null && matchesTag(image);
  }

  /**
   * Whether any part of the reference is what the pattern denies. A pattern without a port denies
   * the host on every port, and Docker Hub under its other name too: a denial that {@code :443}
   * lifts would be none.
   */
  boolean denies(ImageReference image) {
    boolean registryDenied =
        matches(registry, image.registry())
            || matches(registry, image.host())
            || (image.host().equals(HUB_ITSELF) && matches(registry, "docker.io"));
    if (!registryDenied || !matches(path, image.path())) {
      return false;
    }
    if (tag == null && digest == null) {
      return true;
    }
    if (digest != null && image.digest() != null && matches(digest, image.digest())) {
      return true;
    }
    return tag != null && (tag.equals("*") || (image.tag() != null && matches(tag, image.tag())));
  }

  boolean matchesRegistry(String host) {
    return matches(registry, host);
  }

  boolean spellsOutHost() {
    return ImageReference.hostOf(registry).indexOf('*') < 0;
  }

  private boolean coversName(ImageReference image) {
    return matches(registry, image.registry()) && matches(path, image.path());
  }

  private boolean matchesTag(ImageReference image) {
    return tag == null || (image.tag() != null && matches(tag, image.tag()));
  }

  /** Whether the text fits a pattern in which a star stands for any run of characters. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
