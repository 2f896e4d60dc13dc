package dev.cofferdam.policy.container;

import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.Verdict;
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
   * @param place where it is in a volume; null when it goes upstream as a path: on an engine that
   *     mounts no subpaths, for a mount that is a single file, or when the bind was not found good
   */
  record Source(String hostPath, boolean writable, @Nullable Place place) {
    private static Source asWritten(String path, boolean writable) {
      return new Source(path, writable, null);
    }
  }

  /**
   * Where a path is in a volume.
   *
   * @param subpath relative to the volume's folder; empty for the folder itself
   */
  record Place(MountVolume volume, String subpath) {}

  /**
   * Resolves a source.
   *
   * @param makesFolder whether a folder is made where there is nothing, as for {@code -v}
   */
  static Source resolve(Ruling ruling, String path, boolean makesFolder) {
    if (!isClean(path)) {
      ruling.refuse(
          Rules.CONTAINER_BIND,
          "the source of a bind must be an absolute path without empty, . and .. parts",
          "write the path as realpath prints it");
      return Source.asWritten(path, true);
    }
    String clean =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    List<BindMount> mounts = ruling.settings().mounts();
    BindMount mount = covering(mounts, clean);
    if (mount == null) {
      refuse(ruling, clean);
      return Source.asWritten(path, true);
    }
    String rest = clean.substring(prefix(mount.clientPath()).length());
    String joined = prefix(mount.hostPath()) + rest;
    String hostPath = joined.isEmpty() ? "/" : joined;
    Fact inMount = ruling.about(new Reference.HostPath(hostPath, mount.hostPath()));
    // Whoever can write to a folder around a mount can put a link in the mount's place.
    Fact inOuter = ruling.about(new Reference.HostPath(hostPath, outermost(mounts, mount)));
    if (inMount instanceof Fact.HostPath real
        && real.inside()
        && inOuter instanceof Fact.HostPath outer
        && outer.inside()) {
      return found(ruling, path, mount, outer, makesFolder);
    }
    ruling.refuse(
        Rules.CONTAINER_BIND,
        "the source of a bind leads out of " + mount.clientPath(),
        "bind a file or folder that lies in it, not a symbolic link to somewhere else");
    return Source.asWritten(path, mount.writable());
  }

  private static Source found(
      Ruling ruling, String path, BindMount mount, Fact.HostPath real, boolean makesFolder) {
    String folder = real.folder();
    String subpath =
        folder.isEmpty() || real.realPath().equals(folder)
            ? ""
            : real.realPath().substring(prefix(folder).length() + 1);
    if (!real.exists()) {
      if (!makesFolder || folder.isEmpty()) {
        ruling.reject(
            Rules.CONTAINER_BIND_MISSING,
            "invalid mount config for type \"bind\": bind source path does not exist: " + path,
            "create it first, or use -v, which makes a folder");
        return Source.asWritten(path, mount.writable());
      }
      if (!mount.writable()) {
        ruling.refuse(
            Rules.CONTAINER_BIND,
            "there is nothing at " + path + ", and " + mount.clientPath() + " is read-only here",
            "bind a file or folder that exists");
        return Source.asWritten(path, false);
      }
      ruling.prepareFolder(new Verdict.NewFolder(folder, subpath));
      ruling.changed("missing folder made");
    }
    if (ruling.engine().mountsSubpaths() && !folder.isEmpty()) {
      MountVolume volume = new MountVolume(folder, mount.writable());
      ruling.prepareMount(volume);
      ruling.speakAtLeast(EngineTraits.SUBPATHS);
      ruling.changed("bind mounted as a subpath of " + volume.name());
      return new Source(real.realPath(), mount.writable(), new Place(volume, subpath));
    }
    if (!real.realPath().equals(path)) {
      ruling.changed("bind translated to the host");
    }
    return new Source(real.realPath(), mount.writable(), null);
  }

  /** The folder that every other mount around this one lies in; its own when there is none. */
  private static String outermost(List<BindMount> mounts, BindMount inner) {
    String outermost = inner.hostPath();
    for (BindMount mount : mounts) {
      if (outermost.startsWith(prefix(mount.hostPath()) + "/")) {
        outermost = mount.hostPath();
      }
    }
    return outermost;
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
