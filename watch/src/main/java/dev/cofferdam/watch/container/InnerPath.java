package dev.cofferdam.watch.container;

import dev.cofferdam.watch.host.FileRoot;

/**
 * A file as one process sees it, by the way that leads there from outside.
 *
 * @param path begins with {@code /proc/PID/root/}
 */
record InnerPath(String path) {
  private static final int LONGEST = 4096;

  /**
   * Checks that the path is absolute and goes nowhere but down.
   *
   * @throws IllegalArgumentException otherwise
   */
  static InnerPath of(FileRoot root, String path) {
    boolean clean =
        path.startsWith("/")
            && path.length() <= LONGEST
            && path.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    for (String step : path.split("/", -1)) {
      clean = clean && !step.equals("..") && !step.equals(".");
    }
    if (!clean) {
      throw new IllegalArgumentException("not a path that can be read: " + printable(path));
    }
    return new InnerPath(root.path() + path);
  }

  private static String printable(String path) {
    String some = path.substring(0, Math.min(path.length(), 200));
    return some.replaceAll("\\p{Cntrl}", "?");
  }
}
