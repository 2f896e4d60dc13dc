package dev.cofferdam.cli.doctor;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an engine says of itself, and what follows from it. */
final class EngineChecks {
  private static final ApiVersion SUBPATHS = new ApiVersion(45);

  private final EngineVersion version;
  private final EngineInfo info;
  private final List<Check> checks = new ArrayList<>();

  private EngineChecks(EngineVersion version, EngineInfo info) {
    this.version = version;
    this.info = info;
  }

  static List<Check> of(EngineVersion version, EngineInfo info) {
    EngineChecks checks = new EngineChecks(version, info);
    checks.versions();
    checks.confinement();
    checks.storage();
    return checks.checks;
  }

  static boolean isPodman(EngineVersion version) {
    return version.components().keySet().stream().anyMatch(name -> name.contains("Podman"));
  }

  static @Nullable Release engine(EngineVersion version) {
    return Release.parse(version.version());
  }

  static @Nullable Release runc(EngineVersion version) {
    return Release.parse(version.components().getOrDefault("runc", ""));
  }

  private void versions() {
    checks.add(
        Check.fine(
            "engine",
            "%s %s on %s, kernel %s"
                .formatted(
                    isPodman(version) ? "Podman" : "Docker",
                    version.version(),
                    version.arch(),
                    version.kernel())));
    ApiVersion newest = ApiVersion.parse(version.apiVersion());
    ApiVersion oldest = ApiVersion.parse(version.minApiVersion());
    String range = "%s to %s".formatted(version.minApiVersion(), version.apiVersion());
    if (newest == null || !newest.atLeast(ApiVersion.FLOOR)) {
      checks.add(
          Check.broken(
              "API versions",
              range + "; the gate needs " + ApiVersion.FLOOR + " or newer",
              "update the engine to 19.03 or later"));
    } else if (oldest == null || !oldest.atLeast(ApiVersion.FLOOR)) {
      checks.add(
          Check.fine(
              "API versions",
              range
                  + "; observe and develop refuse those below "
                  + ApiVersion.FLOOR
                  + ", which weaken defaults"));
    } else {
      checks.add(Check.fine("API versions", range));
    }
    checks.add(
        newest != null && newest.atLeast(SUBPATHS)
            ? Check.fine("volume subpaths", "mounted by the engine (API 1.45)")
            : Check.careful(
                "volume subpaths",
                "this engine ignores them and would mount the whole volume; develop refuses them",
                "for subpaths, update the engine to 26 or later"));
    if (isPodman(version)) {
      checks.add(
          Check.careful(
              "engine weaknesses",
              "only Docker's are known here",
              "see your distribution's security notes for Podman"));
    } else {
      checks.addAll(Weakness.checks(engine(version), runc(version)));
    }
  }

  private void confinement() {
    boolean rootless = has("name=rootless");
    boolean remapped = has("name=userns");
    if (rootless || remapped) {
      checks.add(
          Check.fine(
              "user namespace",
              rootless ? "the engine runs rootless" : "root in containers is nobody outside"));
    } else {
      checks.add(
          Check.careful(
              "user namespace",
              "root in a container is root's uid on the host",
              "where bind mounts allow it, set \"userns-remap\": \"default\" in"
                  + " /etc/docker/daemon.json, or run the engine rootless"));
    }
    checks.add(
        has("name=seccomp")
            ? Check.fine("seccomp", "on")
            : Check.careful(
                "seccomp",
                "the engine filters no system calls",
                "use a kernel and an engine with seccomp"));
    if (!has("name=apparmor") && !has("name=selinux")) {
      checks.add(
          Check.careful(
              "mandatory access",
              "neither AppArmor nor SELinux confines containers",
              "where the host has one of them, turn it on"));
    } else {
      checks.add(Check.fine("mandatory access", has("name=apparmor") ? "AppArmor" : "SELinux"));
    }
    checks.add(
        info.cgroupVersion().equals("2")
            ? Check.fine("cgroups", "version 2")
            : Check.careful(
                "cgroups",
                info.cgroupVersion().isEmpty()
                    ? "the version is not known"
                    : "version " + info.cgroupVersion(),
                rootless
                    ? "a rootless engine limits nothing here: boot with cgroup version 2"
                    : "limits hold; version 2 counts memory more exactly"));
  }

  private void storage() {
    checks.add(
        info.storageDriver().equals("vfs")
            ? Check.careful(
                "storage driver",
                "vfs copies each layer whole, which is slow and fills the disk",
                "use overlay2, or give the engine a disk that can")
            : Check.fine("storage driver", info.storageDriver()));
  }

  private boolean has(String option) {
    return info.securityOptions().stream()
        .anyMatch(text -> text.equals(option) || text.startsWith(option + ","));
  }
}
