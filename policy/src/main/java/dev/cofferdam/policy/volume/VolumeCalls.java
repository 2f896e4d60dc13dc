package dev.cofferdam.policy.volume;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.VolumeCreate;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Verdict.Sequel;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.query.FilterRules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Names;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Map;
import java.util.Set;

/** The operations on volumes. */
public final class VolumeCalls {
  private static final BodyRules CREATE =
      BodyRules.of(
          VolumeCreate.SHAPE,
          BodyRule.check(VolumeCreate.NAME, VolumeCalls::name),
          BodyRule.check(
              VolumeCreate.DRIVER,
              (ruling, driver) -> {
                if (!driver.equals("local")) {
                  driver(ruling);
                }
              }),
          BodyRule.check(
              VolumeCreate.DRIVER_OPTS,
              (ruling, _) ->
                  ruling.refuse(
                      Rules.VOLUME_DRIVER_OPTS,
                      "options of the volume driver are not allowed here",
                      "create a plain volume; with options the local driver mounts any path of the"
                          + " host")),
          new BodyRule(
              Set.of(VolumeCreate.CLUSTER_VOLUME_SPEC),
              (ruling, body) -> {
                if (body.has(VolumeCreate.CLUSTER_VOLUME_SPEC)) {
                  driver(ruling);
                }
                return body;
              }),
          BodyRule.group(
              (ruling, body) ->
                  body.with(
                      VolumeCreate.LABELS,
                      OwnerLabels.added(ruling, body.get(VolumeCreate.LABELS))),
              VolumeCreate.LABELS));

  private VolumeCalls() {}

  /** Adds how each operation on volumes is decided. */
  public static void addTo(Map<Operation, Decision> table) {
    Decider list = FilterRules.known("dangling", "driver", "label", "name");
    table.put(
        Operation.VOLUME_LIST,
        Decision.alone(list.then(ruling -> ruling.view(View.FILTER_VOLUMES))));
    table.put(Operation.VOLUME_PRUNE, Decision.alone(FilterRules.own("all", "label", "label!")));
    table.put(Operation.VOLUME_INSPECT, Decision.asking(Owned::volumeTarget));
    Decider delete = Owned::volumeTarget;
    table.put(
        Operation.VOLUME_DELETE,
        Decision.asking(delete.then(ruling -> ruling.sequel(Sequel.FORGET_VOLUME))));
    table.put(Operation.VOLUME_CREATE, Decision.typed(VolumeCalls::create));
  }

  private static void create(Ruling ruling) {
    Body body = ruling.body(VolumeCreate.SHAPE);
    ruling.body(CREATE.apply(ruling, body));
  }

  /** The engine answers a create of a name that is taken with the volume that has it. */
  private static void name(Ruling ruling, String name) {
    switch (ruling.about(new Reference.Volume(name))) {
      case Fact.Volume volume when ruling.owns(volume.owner()) -> {}
      case Fact.Volume _ ->
          ruling.refuse(
              Rules.VOLUME_FOREIGN,
              "the volume name is taken by somebody else",
              "choose another name");
      default -> Names.checkVolume(ruling, name);
    }
  }

  private static void driver(Ruling ruling) {
    ruling.refuse(
        Rules.VOLUME_DRIVER, "only the local volume driver is allowed here", "leave out --driver");
  }
}
