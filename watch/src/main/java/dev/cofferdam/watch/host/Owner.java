package dev.cofferdam.watch.host;

import java.nio.file.attribute.UserPrincipal;

/** The number of a file's owner, which the JDK shows only on some ways. */
final class Owner {
  private Owner() {}

  /** The hash code of the JDK's user on Unix is the number; it has no other access to it. */
  static int uid(UserPrincipal owner) {
    return owner.hashCode();
  }
}
