package dev.cofferdam.policy.image;

import dev.cofferdam.policy.Settings;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compiled patterns that say which images may be pulled, built upon and run. Immutable, safe for
 * any thread.
 *
 * <p>A pattern reads like a reference, normalized the same way; {@code *} stands for any run of
 * characters inside the registry, the path, the tag or the digest, never across them:
 *
 * <ul>
 *   <li>{@code *} – every image of every registry that need not be named
 *   <li>{@code postgres} – every tag and digest of {@code docker.io/library/postgres}
 *   <li>{@code postgres:*} – the same
 *   <li>{@code postgres:17*} – these tags, and nothing that is named by digest: a digest can be any
 *       version, whatever tag stands before it
 *   <li>{@code ghcr.io/acme/*} – everything of one organisation
 *   <li>{@code *.example.org/*} – the part before the first slash is the registry when it has a dot
 *       or a colon, is {@code localhost}, or is just {@code *}
 * </ul>
 *
 * <p>Denying beats allowing, and covers every port of a host that it names without one. The same
 * image may still be found in another registry or under its digest, so a list of what is allowed is
 * the stronger wall. Because it is the engine that connects to a registry, from the host's network,
 * some registries are only reached by an allowing pattern that spells out their host: addresses (in
 * any notation), {@code localhost}, names without a dot, and names under the suffixes of private
 * networks ({@code .local}, {@code .internal}, {@code .home.arpa} and others). Names are not
 * resolved here: a public name may still point to a private address, so allow registries by name
 * where that matters.
 */
public final class ImagePatterns {
  /** The rule: no pattern allows the image, or one denies it. */
  public static final String NOT_ALLOWED = "image.not-allowed";

  /** The rule: the registry must be named by a pattern, and is not. */
  public static final String REGISTRY = "image.registry";

  private static final Set<String> PRIVATE_SUFFIXES =
      Set.of(
          "localhost",
          "localdomain",
          "local",
          "internal",
          "intranet",
          "private",
          "lan",
          "home",
          "corp",
          "arpa");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private final List<ImagePattern> allow;
  private final List<ImagePattern> deny;

  private ImagePatterns(List<ImagePattern> allow, List<ImagePattern> deny) {
    this.allow = allow;
    this.deny = deny;
  }

  /**
   * @throws IllegalArgumentException naming the first pattern that cannot be read; {@link
   *     #check(String)} finds out beforehand
   */
  public static ImagePatterns of(Settings.ImageRules rules) {
    return new ImagePatterns(
        rules.allow().stream().map(ImagePattern::parse).toList(),
        rules.deny().stream().map(ImagePattern::parse).toList());
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the pattern
   */
  public static void check(String pattern) {
    var _ = ImagePattern.parse(pattern);
  }

  /** Whether this image may be used. */
  public ImageVerdict decide(ImageReference image) {
    for (ImagePattern pattern : deny) {
      if (pattern.denies(image)) {
        return new ImageVerdict.NotAllowed(
            NOT_ALLOWED,
            "the image " + image + " is denied by the pattern " + pattern,
            "use another image, or ask for a change of images.deny");
      }
    }
    boolean mustBeNamed = mustBeNamed(image.host());
    boolean allowedButNotNamed = false;
    for (ImagePattern pattern : allow) {
      if (pattern.allows(image)) {
        if (!mustBeNamed || pattern.spellsOutHost()) {
          return new ImageVerdict.Allowed();
        }
        allowedButNotNamed = true;
      }
    }
    if (allowedButNotNamed) {
      return new ImageVerdict.NotAllowed(
          REGISTRY,
          "the registry " + image.registry() + " is an address or a private name",
          "the engine itself would connect to it: add " + image.registry() + "/* to images.allow");
    }
    return new ImageVerdict.NotAllowed(
        NOT_ALLOWED,
        "no pattern allows the image " + image,
        "use an image that images.allow names, or ask for one more pattern there");
  }

  /**
   * Whether some image of this registry may be used.
   *
   * @param registry host and port, as in a reference
   */
  public boolean mayReach(String registry) {
    ImageReference any;
    try {
      any = ImageReference.parse(registry + "/any/image");
    } catch (ImageReferenceException _) {
      return false;
    }
    if (!any.registry().equals(registry)) {
      return false;
    }
    boolean mustBeNamed = mustBeNamed(any.host());
    return allow.stream()
        .anyMatch(pattern ->
            pattern.matchesRegistry(registry) && (!mustBeNamed || pattern.spellsOutHost()));
  }

  /** Whether this host is only reached when a pattern spells it out. */
  static boolean mustBeNamed(String host) {
    int dot = host.lastIndexOf('.');
    if (dot < 0 || host.startsWith("[")) {
      return true;
    }
    String last = host.substring(dot + 1);
    // A last label that is a number makes resolvers read the whole as an address, 127.1 too.
    return PRIVATE_SUFFIXES.contains(last) || NUMBER.matcher(last).matches();
  }
}
