package dev.cofferdam.gate.lookup;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Verdict.NewFolder;

/**
 * Makes folders of the host inside a root, as Docker does for {@code -v}, but never through a
 * symbolic link: each part of the path is opened relative to the one before, and the kernel refuses
 * links on the way. A new folder belongs to the owner of the folder that it is in.
 */
final class HostFolders {
  private static final String RULE = "container.bind";

  /** As Docker makes them. */
  private static final int MODE = 0755;

  private HostFolders() {}

  /**
   * Makes every folder of the path that is missing.
   *
   * @throws Refusal when a link or a file is in the way, or the kernel cannot rule links out
   */
  static void make(NewFolder folder) throws Refusal {
    try {
      walk(folder);
    } catch (OpenFolders.SystemCallException e) {
      throw new Refusal(
          Finding.denied(
              RULE,
              "the folder to bind does not exist and could not be made: " + e.getMessage(),
              e.isUnsupported()
                  ? "create the folder first; this kernel cannot open a path without following"
                      + " links (openat2, Linux 5.6)"
                  : "create the folder first, as a plain folder inside the project"));
    }
  }

  private static void walk(NewFolder folder) throws OpenFolders.SystemCallException {
    int here = OpenFolders.openRoot(folder.root());
    try {
      for (String part : folder.path().split("/")) {
        int next = into(here, part);
        OpenFolders.close(here);
        here = next;
      }
    } finally {
      OpenFolders.close(here);
    }
  }

  private static int into(int parent, String part) throws OpenFolders.SystemCallException {
    try {
      return OpenFolders.open(parent, part);
    } catch (OpenFolders.SystemCallException e) {
      if (!e.isMissing()) {
        throw e;
      }
    }
    boolean made = OpenFolders.make(parent, part, MODE);
    int folder = OpenFolders.open(parent, part);
    if (made) {
      OpenFolders.giveToOwnerOf(parent, folder);
    }
    return folder;
  }
}
