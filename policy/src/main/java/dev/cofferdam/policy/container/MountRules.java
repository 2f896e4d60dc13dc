package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.BindOptions;
import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.DriverConfig;
import dev.cofferdam.engine.body.Mount;
import dev.cofferdam.engine.body.TmpfsOptions;
import dev.cofferdam.engine.body.VolumeOptions;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.Names;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code HostConfig.Mounts}: the long form of what a container sees of files. */
final class MountRules {
  private static final Set<String> PROPAGATIONS = Set.of("", "private", "rprivate");

  private static final BodyRules BIND_OPTIONS =
      BodyRules.of(
          BindOptions.SHAPE,
          BodyRule.check(
              BindOptions.PROPAGATION,
              (ruling, value) -> {
                if (!PROPAGATIONS.contains(value)) {
                  options(ruling, "mounts may not propagate to or from the host");
                }
              }),
          // The gate makes the folder.
          BodyRule.harmless(BindOptions.CREATE_MOUNTPOINT));

  private static final BodyRules VOLUME_OPTIONS =
      BodyRules.of(
          VolumeOptions.SHAPE,
          BodyRule.check(
              VolumeOptions.SUBPATH,
              (ruling, _) -> {
                if (!ruling.engine().mountsSubpaths()) {
                  ruling.refuse(
                      Rules.CONTAINER_SUBPATH,
                      "this engine ignores subpaths and would mount the whole volume",
                      "mount the volume without volume-subpath");
                }
              }),
          BodyRule.check(VolumeOptions.DRIVER_CONFIG, MountRules::driver),
          BodyRule.harmless(VolumeOptions.LABELS));

  private static final BodyRules TMPFS_OPTIONS =
      BodyRules.of(
          TmpfsOptions.SHAPE,
          BodyRule.harmless(TmpfsOptions.SIZE_BYTES),
          BodyRule.check(
              TmpfsOptions.OPTIONS,
              (ruling, options) -> {
                for (List<String> option : options) {
                  FileRules.tmpfsOption(ruling, String.join("=", option));
                }
              }));

  private MountRules() {}

  static List<Body> check(Ruling ruling, List<Body> mounts) {
    List<Body> result = new ArrayList<>();
    for (Body mount : mounts) {
      if (!mount.isZero(Mount.IMAGE_OPTIONS) || mount.has(Mount.CLUSTER_OPTIONS)) {
        options(ruling, "options for images and cluster volumes are not allowed");
      }
      result.add(one(ruling, mount));
    }
    return result;
  }

  private static Body one(Ruling ruling, Body mount) {
    boolean bind = mount.get(Mount.TYPE, "").equals("bind");
    boolean volume = mount.get(Mount.TYPE, "").equals("volume");
    boolean tmpfs = mount.get(Mount.TYPE, "").equals("tmpfs");
    // Docker refuses options of another type; a body that has them was not understood.
    if ((!bind && !mount.isZero(Mount.BIND_OPTIONS))
        || (!volume && !mount.isZero(Mount.VOLUME_OPTIONS))
        || (!tmpfs && !mount.isZero(Mount.TMPFS_OPTIONS))) {
      options(ruling, "options of one type of mount may not be given for another");
    }
    if (bind) {
      return bind(ruling, mount);
    }
    if (volume) {
      return volume(ruling, mount);
    }
    if (tmpfs) {
      Body options = mount.get(Mount.TMPFS_OPTIONS);
      return options == null
          ? mount
          : mount.with(Mount.TMPFS_OPTIONS, TMPFS_OPTIONS.apply(ruling, options));
    }
    ruling.refuse(
        Rules.CONTAINER_MOUNT_TYPE,
        "this type of mount is not allowed here",
        "use type=volume, type=tmpfs, or type=bind inside the project");
    return mount;
  }

  private static Body bind(Ruling ruling, Body mount) {
    Body options = mount.get(Mount.BIND_OPTIONS);
    boolean makesFolder = options != null && options.get(BindOptions.CREATE_MOUNTPOINT, false);
    HostPaths.Source source = HostPaths.resolve(ruling, mount.get(Mount.SOURCE, ""), makesFolder);
    Body result = mount.with(Mount.SOURCE, source.hostPath());
    if (options != null) {
      options = BIND_OPTIONS.apply(ruling, options);
      result = result.with(Mount.BIND_OPTIONS, options);
    }
    if (!source.writable()) {
      if (options != null && options.get(BindOptions.READ_ONLY_NON_RECURSIVE, false)) {
        options(ruling, "a read-only mount must be read-only with everything mounted in it");
      }
      if (!mount.get(Mount.READ_ONLY, false)) {
        ruling.changed("bind made read-only");
        result = result.with(Mount.READ_ONLY, true);
      }
    }
    HostPaths.Place place = source.place();
    // Propagation is private, and nothing is mounted below: what the options could say holds.
    return place == null
        ? result
        : subpath(place, mount.get(Mount.TARGET, ""), result.get(Mount.READ_ONLY, false));
  }

  /**
   * The mount of a place in a volume, as a bind would be: nothing of the image is copied into it.
   * It says how the volume is made too: one that is removed at this very moment is made again the
   * same, never as an empty one.
   */
  static Body subpath(HostPaths.Place place, String target, boolean readOnly) {
    MountVolume volume = place.volume();
    Body options =
        VolumeOptions.SHAPE
            .empty()
            .with(VolumeOptions.NO_COPY, true)
            .with(VolumeOptions.LABELS, volume.labels())
            .with(
                VolumeOptions.DRIVER_CONFIG,
                DriverConfig.SHAPE
                    .empty()
                    .with(DriverConfig.NAME, "local")
                    .with(DriverConfig.OPTIONS, volume.options()));
    if (!place.subpath().isEmpty()) {
      options = options.with(VolumeOptions.SUBPATH, place.subpath());
    }
    Body mount =
        Mount.SHAPE
            .empty()
            .with(Mount.TYPE, "volume")
            .with(Mount.SOURCE, volume.name())
            .with(Mount.TARGET, target)
            .with(Mount.VOLUME_OPTIONS, options);
    return readOnly ? mount.with(Mount.READ_ONLY, true) : mount;
  }

  private static Body volume(Ruling ruling, Body mount) {
    String name = mount.get(Mount.SOURCE, "");
    if (!name.isEmpty()) {
      named(ruling, name);
    }
    Body options = mount.get(Mount.VOLUME_OPTIONS, VolumeOptions.SHAPE.empty());
    options = VOLUME_OPTIONS.apply(ruling, options);
    return mount.with(
        Mount.VOLUME_OPTIONS,
        options.with(
            VolumeOptions.LABELS, OwnerLabels.added(ruling, options.get(VolumeOptions.LABELS))));
  }

  /** A named volume: the caller's, or a new one that the gate creates as the caller's. */
  static void named(Ruling ruling, String name) {
    switch (ruling.about(new Reference.Volume(name))) {
      case Fact.Volume volume when ruling.owns(volume.owner()) -> {}
      case Fact.Volume _ ->
          ruling.refuse(
              Rules.VOLUME_FOREIGN,
              "the volume name " + name + " is taken by somebody else",
              "choose another name for the volume");
      default -> {
        Names.checkVolume(ruling, name);
        ruling.prepareVolume(name);
      }
    }
  }

  private static void driver(Ruling ruling, Body driver) {
    String name = driver.get(DriverConfig.NAME, "");
    if (!driver.isZero(DriverConfig.OPTIONS) || !(name.isEmpty() || name.equals("local"))) {
      ruling.refuse(
          Rules.CONTAINER_VOLUME_DRIVER,
          "volume drivers and their options are not allowed here",
          "use a plain volume; the local driver's options can mount any path of the host");
    }
  }

  private static void options(Ruling ruling, String message) {
    ruling.refuse(Rules.CONTAINER_MOUNT_OPTIONS, message, "leave the option out");
  }
}
