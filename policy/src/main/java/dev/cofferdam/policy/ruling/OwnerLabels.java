package dev.cofferdam.policy.ruling;

import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Rules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels of new objects: reserved ones are refused, the owner's is added. */
public final class OwnerLabels {
  private OwnerLabels() {}

  /**
   * The caller's labels with the owner's. Cofferdam's own prefix is never the caller's to use, not
   * even where the settings allow reserved labels: such labels are left out then.
   */
  public static Map<String, String> added(Ruling ruling, @Nullable Map<String, String> labels) {
    Map<String, String> result = checked(ruling, labels);
    String owner = ruling.principal().name();
    if (labels == null || !owner.equals(labels.get(Labels.OWNER))) {
      ruling.changed("label " + Labels.OWNER + " added");
    }
    result.put(Labels.OWNER, owner);
    return result;
  }

  /** The labels of a new image: its owner's, and none that a container of it would be owned by. */
  public static Map<String, String> addedToImage(
      Ruling ruling, @Nullable Map<String, String> labels) {
    Map<String, String> result = checked(ruling, labels);
    String owner = ruling.principal().name();
    if (labels == null || !owner.equals(labels.get(Labels.IMAGE_OWNER))) {
      ruling.changed("label " + Labels.IMAGE_OWNER + " added");
    }
    result.put(Labels.OWNER, "");
    result.put(Labels.IMAGE_OWNER, owner);
    return result;
  }

  /** The same labels as an instruction of a Dockerfile, for images that are made without a body. */
  public static String instruction(Ruling ruling) {
    return "LABEL "
        + Labels.OWNER
        + "=\"\" "
        + Labels.IMAGE_OWNER
        + "=\""
        + ruling.principal().name()
        + "\" "
        + Labels.BINDS
        + "=\"\"";
  }

  /** The caller's labels, reserved ones reported. */
  static Map<String, String> checked(Ruling ruling, @Nullable Map<String, String> labels) {
    Map<String, String> result = new LinkedHashMap<>();
    if (labels == null) {
      return result;
    }
    labels.forEach((key, value) -> {
      boolean own = key.startsWith(Labels.PREFIX);
      boolean same =
          switch (key) {
            case Labels.OWNER -> value.isEmpty() || ruling.owns(value);
            case Labels.BINDS -> value.isEmpty();
            case Labels.IMAGE_OWNER -> ruling.owns(value);
            default -> false;
          };
      if (!same && (own || isReserved(ruling, key))) {
        ruling.refuse(
            Rules.LABELS_RESERVED,
            "the label " + key + " is reserved",
            "leave the label out; it would act on software outside of your containers");
      }
      if (same || !own) {
        result.put(key, value);
      }
    });
    return result;
  }

  /** Reports a label that a Dockerfile instruction or the like would set. */
  public static void check(Ruling ruling, String key) {
    check(ruling, key, "?"); // whatever the value
  }

  /**
   * Reports a label that an image brings along, unless it names the caller as the image's owner.
   */
  public static void check(Ruling ruling, String key, String value) {
    boolean makesContainersOwned = key.equals(Labels.OWNER) && !value.isEmpty();
    checked(ruling, Map.of(makesContainersOwned ? Labels.PREFIX + "container-owner" : key, value));
  }

  /**
   * Reports reserved labels that a container inherits from its image: a Dockerfile can set any. An
   * image whose containers would be owned by somebody is among them.
   */
  public static void inherited(Ruling ruling, Set<String> keys) {
    for (String key : keys) {
      if (!key.equals(Labels.IMAGE_OWNER)
          && (key.startsWith(Labels.PREFIX) || isReserved(ruling, key))) {
        ruling.refuse(
            Rules.LABELS_RESERVED,
            "the image carries the reserved label " + key,
            "build the image without the label, or use another image");
      }
    }
  }

  private static boolean isReserved(Ruling ruling, String key) {
    for (String prefix : ruling.settings().reservedLabels()) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
