package dev.cofferdam.policy.container;

import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths of the host that callers want to see. Only what lies in one of the policy's mounts, after
 * every symbolic link was followed on the host, and under the name the host has for it.
 */
final class HostPaths {
  private HostPaths() {}

  /**
   * A bind's source as it goes upstream.
   *
   * @param hostPath the path on the host; the caller's own text when the bind was not found good
   * @param writable whether it may be written to
   */
  record Source(String hostPath, boolean writable) {}

  static Source resolve(Ruling ruling, String path) {
    if (!isClean(path)) {
      ruling.refuse(
          Rules.CONTAINER_BIND,
          "the source of a bind must be an absolute path without empty, . and .. parts",
          "write the path as realpath prints it");
      return new Source(path, true);
    }
    String clean =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    BindMount mount = covering(ruling.settings().mounts(), clean);
    if (mount == null) {
      refuse(ruling, clean);
      return new Source(path, true);
    }
    String rest = clean.substring(prefix(mount.clientPath()).length());
    String hostPath = prefix(mount.hostPath()) + rest;
    Reference reference =
        new Reference.HostPath(hostPath.isEmpty() ? "/" : hostPath, mount.hostPath());
    if (ruling.about(reference) instanceof Fact.HostPath real && real.inside()) {
      if (!real.realPath().equals(path)) {
        ruling.changed("bind translated to the host");
      }
      return new Source(real.realPath(), mount.writable());
    }
    ruling.refuse(
        Rules.CONTAINER_BIND,
        "the source of a bind leads out of " + mount.clientPath(),
        "bind a file or folder that lies in it, not a symbolic link to somewhere else");
    return new Source(path, mount.writable());
  }

  private static void refuse(Ruling ruling, String path) {
    if (isSocket(path)) {
      ruling.refuse(
          Rules.CONTAINER_DOCKER_SOCKET,
          "the engine's socket may not be bound: whoever has it rules the host",
          "give the container the gate's address in DOCKER_HOST instead; for Testcontainers set"
              + " TESTCONTAINERS_RYUK_DISABLED=true");
      return;
    }
    List<String> known =
        ruling.settings().mounts().stream().map(BindMount::clientPath).sorted().toList();
    ruling.refuse(
        Rules.CONTAINER_BIND,
        "this path of the host may not be bound",
        (known.isEmpty() ? "" : "bind something below " + String.join(" or ", known) + ", or ")
            + "use a named volume: -v NAME:/path");
  }

  private static boolean isSocket(String path) {
    return path.endsWith("docker.sock")
        || path.endsWith("containerd.sock")
        || path.endsWith("podman.sock")
        || path.equals("/run")
        || path.equals("/var/run");
  }

  /** The mount with the longest path that the client's path is in. */
  private static @Nullable BindMount covering(List<BindMount> mounts, String path) {
    BindMount best = null;
    for (BindMount mount : mounts) {
      if ((path.equals(mount.clientPath()) || path.startsWith(prefix(mount.clientPath()) + "/"))
          && (best == null || mount.clientPath().length() > best.clientPath().length())) {
        best = mount;
      }
    }
    return best;
  }

  private static String prefix(String folder) {
    return folder.equals("/") ? "" : folder;
  }

  private static boolean isClean(String path) {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c < ' ' || c == 127)) {
      return false;
    }
    String[] parts = path.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].equals(".") || parts[i].equals("..") || (parts[i].isEmpty() && !last)) {
        return false;
      }
    }
    return true;
  }
}
