package dev.cofferdam.watch.host;

/**
 * Which root folder paths begin at: that of a running process.
 *
 * @param pid a process that has this root folder
 * @param container whether it runs in a container, so that its root folder is not the machine's
 * @param name for people and archives: {@code host}, or {@code container:} and the container's name
 */
public record FileRoot(int pid, boolean container, String name) {
  /** The name of the machine's own files. */
  public static final String HOST = "host";

  /** Checks the number. */
  public FileRoot {
    if (pid < 1) {
      throw new IllegalArgumentException("not a process: " + pid);
    }
  }

  /** Where this machine shows the root folder. */
  public String path() {
    return "/proc/" + pid + "/root";
  }
}
