package dev.cofferdam.policy.ruling;

import dev.cofferdam.policy.Rules;
import java.util.regex.Pattern;

/** What new objects may be called. */
public final class Names {
  /** Docker's grammar for containers and volumes; its networks take almost anything. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  private static final Pattern LIKE_AN_ID = Pattern.compile("[0-9a-fA-F]{12,64}");
  private static final int MAX_LENGTH = 255;

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

  /** A name that looks like an id would be found by those who mean the object with that id. */
  public static void checkShadow(Ruling ruling, String name) {
    if (LIKE_AN_ID.matcher(name).matches()) {
      ruling.refuse(
          Rules.NAME_SHADOWS_ID,
          "a name of 12 to 64 hex digits would hide the object with that id",
          "put a letter beyond f, or a dash, into the name");
    }
  }

  /** Whether this is Docker's grammar of names. */
  public static boolean isName(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
  }
}
