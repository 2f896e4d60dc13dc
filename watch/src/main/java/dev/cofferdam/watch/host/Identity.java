package dev.cofferdam.watch.host;

/**
 * Whose rights a file is read with. The kernel lets a process of the same user and group see {@code
 * cwd}, {@code environ} and {@code root} of another, so a helper that takes the owner's place needs
 * no capability, and can read nothing that the owner could not.
 *
 * @param uid the user's number on the host
 * @param gid the group's
 */
public record Identity(int uid, int gid) {
  /** Nobody in particular: enough for what every user may read. */
  public static final Identity NOBODY = new Identity(65534, 65534);

  /** Both are numbers of 0 or more. */
  public Identity {
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("not a user and group: " + uid + ":" + gid);
    }
  }

  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
