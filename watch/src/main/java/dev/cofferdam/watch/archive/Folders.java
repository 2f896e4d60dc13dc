package dev.cofferdam.watch.archive;

import java.util.HashSet;
import java.util.Set;

/** What a project is found by. */
public final class Folders {
  private static final int MOST = 64;

  private Folders() {}

  /** The folder, all that it is in, and its own last name. */
  public static Set<String> of(String project) {
    Set<String> folders = new HashSet<>();
    String folder = project;
    while (!folder.isEmpty() && folders.size() < MOST) {
      folders.add(folder);
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }
    if (!project.isEmpty()) {
      folders.add(project.substring(project.lastIndexOf('/') + 1));
    }
    return folders;
  }
}
