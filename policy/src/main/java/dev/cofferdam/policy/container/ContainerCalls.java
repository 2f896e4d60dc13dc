package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.ContainerUpdate;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Verdict.Sequel;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.image.ImageCalls;
import dev.cofferdam.policy.image.Images;
import dev.cofferdam.policy.query.FilterRules;
import dev.cofferdam.policy.query.PsArguments;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Names;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operations on containers. */
public final class ContainerCalls {
  /** What the list filters by (API 1.12 to 1.56). */
  private static final String[] LIST_FILTERS = {
    "ancestor",
    "before",
    "exited",
    "expose",
    "health",
    "id",
    "is-task",
    "isolation",
    "label",
    "name",
    "network",
    "publish",
    "since",
    "status",
    "volume"
  };

  private static final Decider OWN = Owned::containerTarget;
  private static final Decider SHARE = UpdateRules::quotaAsShare;
  private static final Decider READABLE = ruling -> Owned.readableTarget(ruling, View.RELAY);

  private final CreateRules create;
  private final View inspected;

  private final View listed;

  /** With the limits, mounts and images of these settings. */
  public ContainerCalls(Settings settings, Images images) {
    this.create = new CreateRules(images);
    boolean binds = !settings.mounts().isEmpty();
    this.listed =
        binds || !settings.sharedContainers().isEmpty() ? View.OWN_CONTAINERS : View.RELAY;
    View whole = settings.maskEnvironment() ? View.MASK_ENVIRONMENT : View.RELAY;
    this.inspected = binds ? View.OWN_CONTAINER : whole;
  }

  /** Adds how each operation on containers is decided. */
  public void addTo(Map<Operation, Decision> table) {
    Decider list = FilterRules.own(LIST_FILTERS);
    table.put(Operation.CONTAINER_LIST, Decision.alone(list.then(ruling -> ruling.view(listed))));
    table.put(
        Operation.CONTAINER_PRUNE, Decision.alone(FilterRules.own("label", "label!", "until")));
    table.put(Operation.CONTAINER_CREATE, Decision.typed(this::create));
    Decider inspect = ruling -> Owned.readableTarget(ruling, inspected);
    table.put(Operation.CONTAINER_INSPECT, Decision.asking(inspect));
    table.put(Operation.CONTAINER_TOP, Decision.asking(READABLE.then(PsArguments::check)));
    table.put(Operation.CONTAINER_LOGS, Decision.asking(READABLE));
    table.put(Operation.CONTAINER_STATS, Decision.asking(READABLE));
    table.put(Operation.CONTAINER_START, Decision.asking(OWN.then(ContainerCalls::start)));
    table.put(Operation.CONTAINER_RENAME, Decision.asking(OWN.then(ContainerCalls::name)));
    table.put(Operation.CONTAINER_DELETE, Decision.asking(OWN.then(ContainerCalls::delete)));
    table.put(
        Operation.CONTAINER_UPDATE,
        Decision.typed(
            SHARE
                .then(OWN)
                .then(ruling ->
                    ruling.body(
                        UpdateRules.RULES.apply(ruling, ruling.body(ContainerUpdate.SHAPE))))));
    table.put(Operation.PUT_CONTAINER_ARCHIVE, Decision.checked(OWN));
    table.put(Operation.IMAGE_COMMIT, Decision.typed(ContainerCalls::commit));
    for (Operation operation :
        new Operation[] {
          Operation.CONTAINER_CHANGES,
          Operation.CONTAINER_EXPORT,
          Operation.CONTAINER_RESIZE,
          Operation.CONTAINER_STOP,
          Operation.CONTAINER_RESTART,
          Operation.CONTAINER_KILL,
          Operation.CONTAINER_PAUSE,
          Operation.CONTAINER_UNPAUSE,
          Operation.CONTAINER_ATTACH,
          Operation.CONTAINER_ATTACH_WEBSOCKET,
          Operation.CONTAINER_WAIT,
          Operation.CONTAINER_ARCHIVE_INFO,
          Operation.CONTAINER_ARCHIVE
        }) {
      table.put(operation, Decision.asking(OWN));
    }
  }

  private void create(Ruling ruling) {
    name(ruling);
    ruling.body(create.apply(ruling, ruling.body(ContainerCreate.SHAPE)));
    ruling.sequel(Sequel.OWN_VOLUMES_OF_CONTAINER);
  }

  /** The {@code name} of create and rename; none at create means a random one. */
  private static void name(Ruling ruling) {
    String name = ruling.query().first("name", "");
    String bare = name.startsWith("/") ? name.substring(1) : name;
    if (!bare.isEmpty()) {
      Names.check(ruling, bare);
      ruling.query("name", bare);
    }
  }

  private static void start(Ruling ruling) {
    if (!ruling.query().first("checkpoint", "").isEmpty()
        || !ruling.query().first("checkpoint-dir", "").isEmpty()) {
      ruling.refuse(
          Rules.CONTAINER_CHECKPOINT,
          "starting from a checkpoint is not allowed here",
          "start the container without --checkpoint");
    }
  }

  private static void delete(Ruling ruling) {
    if (ruling.query().flag("link")) {
      ruling.refuse(
          Rules.CONTAINER_LINK_DELETE,
          "links cannot be removed here",
          "remove the container: docker rm NAME");
    }
  }

  /**
   * A commit inherits the container's labels, the owner's among them, which no image may carry: the
   * last change sets the image's owner in its place.
   */
  private static void commit(Ruling ruling) {
    String container = ruling.query().first("container", "");
    ruling.query("container", Owned.container(ruling, container));
    if (!ruling.query().first("repo", "").isEmpty()) {
      ImageCalls.setTag(ruling);
    }
    ruling.sequel(Sequel.OWN_IMAGES);
    ImageCalls.checkChanges(ruling);
    CommitRules.apply(ruling);
    String label = OwnerLabels.instruction(ruling);
    List<String> changes = new ArrayList<>(ruling.query().all("changes"));
    changes.remove(label);
    changes.add(label);
    ruling.query(ruling.query().with("changes", changes));
  }
}
