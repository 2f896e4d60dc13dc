package dev.cofferdam.session.workspace;

import dev.cofferdam.session.plan.SessionPlan.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who the agent is: the caller. Root is never: then it is the owner of the project's folder, and
 * where that is root, too, user 1000.
 */
public final class AgentUser {
  private static final int NOT_ROOT = 1000;

  private AgentUser() {}

  /**
   * Decides for a project.
   *
   * @param self a folder that this process made, whose owner is the caller
   */
  public static User of(Path project, Path self) throws IOException {
    User caller = owner(self);
    if (caller.uid() != 0) {
      return caller;
    }
    User owner = owner(project);
    return owner.uid() != 0 ? owner : new User(NOT_ROOT, NOT_ROOT);
  }

  /** Whether this user may write into a folder by its owner, group or mode. */
  public static boolean mayWrite(User user, Path folder) throws IOException {
    User owner = owner(folder);
    int mode = (Integer) Files.getAttribute(folder, "unix:mode");
    return (owner.uid() == user.uid() && (mode & 0200) != 0)
        || (owner.gid() == user.gid() && (mode & 0020) != 0)
        || (mode & 0002) != 0;
  }

  private static User owner(Path path) throws IOException {
    return new User(
        (Integer) Files.getAttribute(path, "unix:uid"),
        (Integer) Files.getAttribute(path, "unix:gid"));
  }
}
