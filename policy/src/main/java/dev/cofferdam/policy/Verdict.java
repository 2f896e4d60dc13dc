package dev.cofferdam.policy;

import java.util.List;

/** What becomes of a call. */
public sealed interface Verdict {
  /**
   * The call goes to the engine, as rebuilt.
   *
   * @param call what is written upstream
   * @param changes what was changed, in words for the journal: {@code label dev.cofferdam.owner
   *     added}
   * @param audited what would have been refused, were the policy not only auditing
   * @param preparation what the gate does at the engine before
   * @param view what becomes of the response
   * @param sequel what the gate records after the engine said yes
   */
  record Forward(
      Call call,
      List<String> changes,
      List<Finding> audited,
      Preparation preparation,
      View view,
      Sequel sequel)
      implements Verdict {
    public Forward {
      changes = List.copyOf(changes);
      audited = List.copyOf(audited);
    }

    /** The call as it came, its response untouched. */
    public static Forward asIs(Call call) {
      return new Forward(
          call, List.of(), List.of(), Preparation.NOTHING, View.RELAY, Sequel.NOTHING);
    }
  }

  /** The call is answered with the finding's status and text. */
  record Deny(Finding finding) implements Verdict {}

  /** Somebody must approve the call first. Where nobody can, it is refused. */
  record Ask(Finding finding) implements Verdict {}

  /**
   * What the gate does at the engine before the call.
   *
   * @param volumes named volumes that must exist with the principal's owner label: each is created
   *     with it, and the call is refused when the engine answers with somebody else's
   * @param mounts folders of the host that must exist as volumes of the engine: each is created,
   *     and the call is refused when the engine answers with a volume that is something else
   * @param folders folders of the host that are made where they are missing, never through a
   *     symbolic link
   * @param leaving networks that the principal's workspace leaves, because the engine removes no
   *     network that somebody is on
   */
  record Preparation(
      List<String> volumes, List<MountVolume> mounts, List<NewFolder> folders, Leaving leaving) {
    public static final Preparation NOTHING =
        new Preparation(List.of(), List.of(), List.of(), new Leaving.None());

    public Preparation {
      volumes = List.copyOf(volumes);
      mounts = List.copyOf(mounts);
      folders = List.copyOf(folders);
    }

    public boolean isNothing() {
      return volumes.isEmpty()
          && mounts.isEmpty()
          && folders.isEmpty()
          && leaving instanceof Leaving.None;
    }
  }

  /**
   * Which networks the principal's workspace ({@link Labels#SESSION}) leaves, where nobody else is
   * on them: with others there, the engine must say so.
   */
  sealed interface Leaving {
    /** None. */
    record None() implements Leaving {}

    /** One network, by its full id. */
    record Network(String id) implements Leaving {}

    /** All that the principal owns. */
    record Owned() implements Leaving {}
  }

  /**
   * A folder to be made.
   *
   * @param root the real path of the folder that it must stay in
   * @param path relative to the root, clean
   */
  record NewFolder(String root, String path) {}

  /** What the client gets to see of the response. */
  enum View {
    /** Everything, byte for byte. */
    RELAY,
    /** An inspected container or image with the values of environment variables masked. */
    MASK_ENVIRONMENT,
    /**
     * An inspected container with its binds as its principal wrote them, and with the values of
     * environment variables masked where {@link Settings#maskEnvironment} says so.
     */
    OWN_CONTAINER,
    /** An inspected container of somebody else that is shared: the same, always masked. */
    SHARED_CONTAINER,
    /**
     * A list of containers with their binds as their principal wrote them, and with those that
     * {@link Settings#sharesContainer} shares.
     */
    OWN_CONTAINERS,
    /** A list of images without those that {@link Policy#sees} hides. */
    FILTER_IMAGES,
    /** A list of volumes without those that {@link Policy#sees} hides. */
    FILTER_VOLUMES,
    /** A list of networks without those that {@link Policy#sees} hides. */
    FILTER_NETWORKS,
    /** A network without the containers that {@link Policy#sees} hides. */
    FILTER_NETWORK_CONTAINERS,
    /** A stream of events without those about objects that {@link Policy#sees} hides. */
    FILTER_EVENTS,
    /** Disk usage without the objects that {@link Policy#sees} hides. */
    FILTER_DISK_USAGE,
    /** None: the gate itself speaks gRPC with the client, and decides each of its calls. */
    GRPC,
    /** Everything, of a session that the engine knows by another name than the client. */
    SESSION,
    /** An answer of the gate itself: nothing was removed. */
    NOTHING_PRUNED,
    /** The engine's information without proxies, registries, swarm and labels of the host. */
    MASK_INFO
  }

  /** What the gate records after the engine said yes. */
  enum Sequel {
    NOTHING,
    /** The new container's anonymous volumes belong to the principal. */
    OWN_VOLUMES_OF_CONTAINER,
    /** The tags named by the call, and the images that came with them, belong to the principal. */
    OWN_IMAGES,
    /** The image's tags are gone. */
    FORGET_IMAGE,
    /** The volume is gone. */
    FORGET_VOLUME
  }
}
