package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Mount;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Names;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a container sees of files: binds, volumes, other containers' volumes, tmpfs. */
final class FileRules {
  /** Modes of a bind that stay inside the container. */
  private static final Set<String> MODES =
      Set.of("ro", "rw", "nocopy", "private", "rprivate", "consistent", "cached", "delegated");

  private static final Set<String> TMPFS_FLAGS =
      Set.of("rw", "ro", "exec", "noexec", "nosuid", "nodev");

  private static final Pattern TMPFS_VALUES =
      Pattern.compile("(?:size=[0-9]+[kKmMgG%]?[bB]?|mode=[0-7]{1,5}|uid=[0-9]+|gid=[0-9]+)");

  private FileRules() {}

  static List<BodyRule> all() {
    return List.of(
        // Before the sources are translated: what counts is whether there is any bind.
        BodyRule.group(FileRules::groups, HostConfig.GROUP_ADD),
        BodyRule.group(FileRules::files, HostConfig.BINDS, HostConfig.MOUNTS),
        BodyRule.rewrite(HostConfig.VOLUMES_FROM, FileRules::volumesFrom),
        BodyRule.check(HostConfig.VOLUME_DRIVER, FileRules::driver),
        BodyRule.check(HostConfig.TMPFS, FileRules::tmpfs));
  }

  private static Body groups(Ruling ruling, Body host) {
    boolean binds =
        !host.isZero(HostConfig.VOLUMES_FROM)
            || host.get(HostConfig.BINDS, List.of()).stream().anyMatch(bind -> bind.startsWith("/"))
            || host.get(HostConfig.MOUNTS, List.of()).stream()
                .anyMatch(mount -> mount.get(Mount.TYPE, "").equals("bind"));
    if (binds && !host.isZero(HostConfig.GROUP_ADD)) {
      ruling.refuse(
          Rules.CONTAINER_GROUP_ADD,
          "extra groups together with binds are not allowed here",
          "leave out either: a group of the host would apply to the files that are bound");
    }
    return host;
  }

  /** Binds that the engine opens itself, below a volume, move to the mounts. */
  private static Body files(Ruling ruling, Body host) {
    List<String> binds = new ArrayList<>();
    List<Body> mounts =
        new ArrayList<>(MountRules.check(ruling, host.get(HostConfig.MOUNTS, List.of())));
    for (String bind : host.get(HostConfig.BINDS, List.of())) {
      bind(ruling, bind, binds, mounts);
    }
    Body result = host;
    if (!binds.equals(host.get(HostConfig.BINDS, List.of()))) {
      result =
          binds.isEmpty() ? result.without(HostConfig.BINDS) : result.with(HostConfig.BINDS, binds);
    }
    return mounts.equals(host.get(HostConfig.MOUNTS, List.of()))
        ? result
        : result.with(HostConfig.MOUNTS, mounts);
  }

  /**
   * The binds and mounts as they were written, as JSON, when some bind became something else; else
   * null.
   */
  static @Nullable String original(Body written, Body rebuilt) {
    List<String> binds = written.get(HostConfig.BINDS, List.of());
    List<Body> mounts = written.get(HostConfig.MOUNTS, List.of());
    List<Body> now = rebuilt.get(HostConfig.MOUNTS, List.of());
    boolean changed = !binds.equals(rebuilt.get(HostConfig.BINDS, List.of()));
    for (int i = 0; i < mounts.size(); i++) {
      changed |=
          mounts.get(i).get(Mount.TYPE, "").equals("bind") && !mounts.get(i).equals(now.get(i));
    }
    if (!changed) {
      return null;
    }
    Body both = HostConfig.SHAPE.empty();
    both = binds.isEmpty() ? both : both.with(HostConfig.BINDS, binds);
    both = mounts.isEmpty() ? both : both.with(HostConfig.MOUNTS, mounts);
    return new String(BodyWriter.write(both), StandardCharsets.UTF_8);
  }

  private static void bind(Ruling ruling, String bind, List<String> binds, List<Body> mounts) {
    String[] parts = bind.split(":", -1);
    if (parts.length == 1 && bind.startsWith("/")) {
      binds.add(bind); // an anonymous volume
      return;
    }
    if (parts.length < 2 || parts.length > 3 || !parts[1].startsWith("/")) {
      ruling.refuse(
          Rules.CONTAINER_BIND,
          "a bind must be SOURCE:/TARGET or SOURCE:/TARGET:MODE",
          "use --mount for paths with colons");
      binds.add(bind);
      return;
    }
    String mode = parts.length == 3 ? parts[2] : "";
    modes(ruling, mode);
    if (!parts[0].startsWith("/") && Names.isName(parts[0])) {
      MountRules.named(ruling, parts[0]);
      binds.add(bind);
      return;
    }
    HostPaths.Source source = HostPaths.resolve(ruling, parts[0], true);
    HostPaths.Place place = source.place();
    if (place != null) {
      boolean readOnly = !source.writable() || List.of(mode.split(",", -1)).contains("ro");
      mounts.add(MountRules.subpath(place, parts[1], readOnly));
      return;
    }
    if (source.hostPath().indexOf(':') >= 0) {
      ruling.refuse(
          Rules.CONTAINER_BIND,
          "the source of a bind leads to a path with a colon",
          "use --mount for paths with colons");
    }
    binds.add(source.hostPath() + ":" + parts[1] + restricted(ruling, mode, source.writable()));
  }

  private static void modes(Ruling ruling, String mode) {
    for (String word : mode.isEmpty() ? new String[0] : mode.split(",", -1)) {
      if (!MODES.contains(word)) {
        ruling.refuse(
            Rules.CONTAINER_MOUNT_OPTIONS,
            "this mode of a bind is not allowed here",
            word.equalsIgnoreCase("z")
                ? "drop z and Z: they would relabel files of the host"
                : "allowed are " + Words.list(MODES));
      }
    }
  }

  private static String restricted(Ruling ruling, String mode, boolean writable) {
    List<String> words = mode.isEmpty() ? List.of() : List.of(mode.split(",", -1));
    if (!writable && !words.contains("ro")) {
      List<String> changed = new ArrayList<>(words);
      changed.remove("rw");
      changed.addFirst("ro");
      ruling.changed("bind made read-only");
      return ":" + String.join(",", changed);
    }
    return mode.isEmpty() ? "" : ":" + mode;
  }

  private static List<String> volumesFrom(Ruling ruling, List<String> containers) {
    List<String> result = new ArrayList<>();
    for (String from : containers) {
      int colon = from.indexOf(':');
      String name = colon < 0 ? from : from.substring(0, colon);
      String mode = colon < 0 ? "" : from.substring(colon);
      if (!mode.isEmpty() && !mode.equals(":ro") && !mode.equals(":rw")) {
        ruling.refuse(
            Rules.CONTAINER_VOLUMES_FROM,
            "this flag of --volumes-from is not allowed here",
            "use :ro or :rw");
      }
      result.add(Owned.container(ruling, name) + mode);
    }
    return result;
  }

  private static void driver(Ruling ruling, String driver) {
    if (!driver.equals("local")) {
      ruling.refuse(
          Rules.CONTAINER_VOLUME_DRIVER,
          "volume drivers are not allowed here",
          "leave out --volume-driver");
    }
  }

  private static void tmpfs(Ruling ruling, Map<String, String> mounts) {
    for (String options : mounts.values()) {
      for (String option : options.isEmpty() ? new String[0] : options.split(",", -1)) {
        tmpfsOption(ruling, option);
      }
    }
  }

  static void tmpfsOption(Ruling ruling, String option) {
    if (!TMPFS_FLAGS.contains(option) && !TMPFS_VALUES.matcher(option).matches()) {
      ruling.refuse(
          Rules.CONTAINER_TMPFS,
          "this option of a tmpfs is not allowed here",
          "allowed are size=, mode=, uid=, gid= and " + Words.list(TMPFS_FLAGS));
    }
  }
}
