package dev.cofferdam.cli.shared;

import java.nio.file.Path;
import java.util.Map;

/** Where Cofferdam keeps what must survive a restart (XDG base directories; /var/lib for root). */
public final class StateFolder {
  private StateFolder() {}

  /** The state folder for a process with this environment. */
  public static Path of(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    if (state != null && state.startsWith("/")) {
      return Path.of(state, "cofferdam");
    }
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/var/lib/cofferdam");
    }
    String home = environment.get("HOME");
    if (home == null || !home.startsWith("/")) {
      throw CommandFailure.usage(
          "there is no home folder to keep state in; set XDG_STATE_HOME or give --state DIR");
    }
    return Path.of(home, ".local", "state", "cofferdam");
  }

  /** Where it is for a user whose environment says nothing about it. */
  public static Path ofUser(int uid, String home) {
    return uid == 0 ? Path.of("/var/lib/cofferdam") : Path.of(home, ".local", "state", "cofferdam");
  }
}
