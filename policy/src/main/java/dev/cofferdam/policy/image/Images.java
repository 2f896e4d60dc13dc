package dev.cofferdam.policy.image;

import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.ruling.Names;
import dev.cofferdam.policy.ruling.Ruling;
import org.jspecify.annotations.Nullable;

/**
 * Which images a call may name, and how they are written upstream. Names stay names, because what
 * the engine does may depend on the tag; what may be an id becomes the full id, or the tag where
 * both exist, as the engine looks for tags first. Immutable.
 */
public final class Images {
  private final ImagePatterns patterns;

  /** Images as these settings allow them. */
  public Images(Settings settings) {
    this.patterns = ImagePatterns.of(settings.images());
  }

  /** An image that is looked at: an own one, or one of the host's. */
  public String visible(Ruling ruling, String name) {
    return visible(ruling, name, ruling.about(new Reference.Image(name)));
  }

  private static String visible(Ruling ruling, String name, Fact fact) {
    return switch (fact) {
      case Fact.Image image -> {
        if (image.owner() == null ? isAnonymous(name, image) : !ruling.owns(image.owner())) {
          hide(ruling, name);
        }
        yield precise(name, image);
      }
      case Fact.Ambiguous _ -> {
        ruling.reject(
            Rules.REQUEST_AMBIGUOUS,
            "more than one image answers to " + name,
            "give the whole id, or a name with its tag");
        yield name;
      }
      default -> {
        hide(ruling, name);
        yield name;
      }
    };
  }

  /**
   * An image that is run or built upon: an own one, or one of the host's that the patterns allow.
   * One that is missing only has to be allowed: the engine says 404, and the client pulls it.
   */
  public String usable(Ruling ruling, String name) {
    Fact fact = ruling.about(new Reference.Image(name));
    if (fact instanceof Fact.Image image) {
      if (image.owner() == null) {
        allowAny(ruling, name, image);
      }
    } else if (fact instanceof Fact.Missing) {
      if (!ImageReference.mayBeId(name)) {
        allow(ruling, name);
      }
      return name;
    }
    return visible(ruling, name, fact);
  }

  /** An image that is changed or removed: an own one only. */
  public String own(Ruling ruling, String name, String verb) {
    Fact fact = ruling.about(new Reference.Image(name));
    if (fact instanceof Fact.Image image && image.owner() == null && !isAnonymous(name, image)) {
      ruling.refuse(
          Rules.IMAGE_FOREIGN,
          "the image " + name + " belongs to the host and may not be " + verb,
          "images that you build, pull or tag are yours; this one may be run and built upon");
    }
    return visible(ruling, name, fact);
  }

  /** Whether a reference that is pulled, pushed or asked about at its registry is allowed. */
  public void allow(Ruling ruling, ImageReference reference) {
    if (patterns.decide(reference) instanceof ImageVerdict.NotAllowed refused) {
      Rule rule =
          refused.rule().equals(ImagePatterns.REGISTRY)
              ? Rules.IMAGE_REGISTRY
              : Rules.IMAGE_NOT_ALLOWED;
      ruling.refuse(rule, refused.message(), refused.hint());
    }
  }

  /** Whether a name whose registry is asked for it is allowed. */
  public void allow(Ruling ruling, String name) {
    ImageReference reference = read(ruling, name);
    if (reference != null) {
      allow(ruling, reference);
    }
  }

  /** By its name, or where it is named by id, by any of its tags. */
  private void allowAny(Ruling ruling, String name, Fact.Image image) {
    ImageReference reference = ImageReference.mayBeId(name) ? null : parse(name);
    if (reference != null) {
      allow(ruling, reference);
      return;
    }
    for (String tag : image.tags()) {
      ImageReference tagged = parse(tag);
      if (tagged != null && patterns.decide(tagged) instanceof ImageVerdict.Allowed) {
        return;
      }
    }
    ruling.refuse(
        Rules.IMAGE_NOT_ALLOWED,
        "no pattern allows any tag of the image " + name,
        "use an image that images.allow names");
  }

  /**
   * A tag that a call sets: nobody else's. Answers with the normalized reference, or null when it
   * cannot be read.
   */
  public static @Nullable ImageReference tagged(Ruling ruling, String repository, String tag) {
    ImageReference reference = read(ruling, tag.isEmpty() ? repository : repository + ":" + tag);
    if (reference == null) {
      return null;
    }
    if (reference.digest() != null || reference.tag() == null) {
      ruling.reject(Rules.IMAGE_NAME, "a digest cannot be set as a tag", "use name:tag");
      return null;
    }
    if (reference.name().startsWith("docker.io/library/")) {
      Names.checkShadow(ruling, reference.path().substring("library/".length()));
    }
    if (ruling.about(new Reference.Image(reference.toString())) instanceof Fact.Image taken
        && !ruling.owns(taken.owner())) {
      ruling.refuse(
          taken.owner() == null ? Rules.IMAGE_FOREIGN : Rules.IMAGE_OWNER,
          "the tag " + repository + (tag.isEmpty() ? "" : ":" + tag) + " is not yours to move",
          "choose another name or tag");
    }
    return reference;
  }

  /** The reference that a text is; reports one that cannot be read. */
  static @Nullable ImageReference read(Ruling ruling, String text) {
    try {
      return ImageReference.parse(text);
    } catch (ImageReferenceException e) {
      ruling.reject(
          Rules.IMAGE_NAME, String.valueOf(e.getMessage()), "use registry/path:tag in lower case");
      return null;
    }
  }

  private static @Nullable ImageReference parse(String text) {
    try {
      return ImageReference.parse(text);
    } catch (ImageReferenceException _) {
      return null;
    }
  }

  private static void hide(Ruling ruling, String name) {
    ruling.hide(Rules.IMAGE_OWNER, "No such image: " + name);
  }

  /**
   * An image of nobody, named by its id and without any tag: what the classic builder leaves of
   * anybody's builds looks like this, so it counts as somebody else's.
   */
  private static boolean isAnonymous(String name, Fact.Image image) {
    return ImageReference.mayBeId(name) && image.tags().isEmpty();
  }

  /** The name in a form that can only mean this image. */
  private static String precise(String name, Fact.Image image) {
    if (!ImageReference.mayBeId(name)) {
      return name;
    }
    ImageReference asName = parse(name);
    if (asName != null) {
      for (String tag : image.tags()) {
        if (asName.equals(parse(tag))) {
          return name + ":" + asName.tag();
        }
      }
    }
    return image.id();
  }
}
