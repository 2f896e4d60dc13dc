package dev.cofferdam.policy.ruling;

import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import java.util.regex.Pattern;

/** What new objects may be called. */
public final class Names {
  /** Docker's grammar for containers and volumes; its networks take almost anything. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  private static final Pattern LIKE_AN_ID = Pattern.compile("[0-9a-fA-F]{12,64}");
  private static final int MAX_LENGTH = 255;

  private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,1023}");

  /** Legacy links give containers names with a slash in them. */
  private static final Pattern LINKED =
      Pattern.compile("/?[a-zA-Z0-9][a-zA-Z0-9_.-]{0,1023}(?:/[a-zA-Z0-9][a-zA-Z0-9_.-]{0,1023})?");

  private static final Pattern NO_NETWORK =
      Pattern.compile("^$|^\\.{1,2}$|[/\\\\\\x00-\\x1f\\x7f]|.{1025}");

  private static final Pattern IMAGE =
      Pattern.compile("[a-zA-Z0-9\\[](?:[a-zA-Z0-9_:@\\[\\]/-]|\\.(?![./])){0,1023}");

  private Names() {}

  /** Checks the name of a new container, network or volume. */
  public static void check(Ruling ruling, String name) {
    if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
      ruling.reject(
          Rules.NAME_INVALID,
          "the name does not match [a-zA-Z0-9][a-zA-Z0-9_.-]+",
          "use two to 255 letters, digits, underscores, dots and dashes");
    }
    checkShadow(ruling, name);
  }

  /** Checks the name of a new volume, which may not be one of the gate's own. */
  public static void checkVolume(Ruling ruling, String name) {
    check(ruling, name);
    if (MountVolume.isReserved(name)) {
      ruling.refuse(
          Rules.VOLUME_RESERVED,
          "names of volumes that begin like this are Cofferdam's own",
          "choose another name for the volume");
    }
  }

  /** A name that looks like an id would be found by those who mean the object with that id. */
  public static void checkShadow(Ruling ruling, String name) {
    if (LIKE_AN_ID.matcher(name).matches()) {
      ruling.refuse(
          Rules.NAME_SHADOWS_ID,
          "a name of 12 to 64 hex digits would hide the object with that id",
          "put a letter beyond f, or a dash, into the name");
    }
  }

  /**
   * Whether an object can go by this text. What cannot is not looked up: it would travel in a path
   * to the engine, where it might mean something else.
   */
  static boolean mayExist(Reference reference) {
    return switch (reference) {
      case Reference.Container container -> LINKED.matcher(container.name()).matches();
      case Reference.Volume volume -> WORD.matcher(volume.name()).matches();
      case Reference.Exec exec -> WORD.matcher(exec.id()).matches();
      case Reference.Network network -> !NO_NETWORK.matcher(network.name()).find();
      case Reference.Image image -> IMAGE.matcher(image.name()).matches();
      case Reference.HostPath _, Reference.Machine _, Reference.Usage _ -> true;
    };
  }

  /** Whether this is Docker's grammar of names. */
  public static boolean isName(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
  }
}
