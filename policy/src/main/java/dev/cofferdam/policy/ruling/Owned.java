package dev.cofferdam.policy.ruling;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Verdict.View;

/**
 * Whose objects a call may name. Each check answers with the full id, which alone goes upstream:
 * the engine then cannot find another object under the same name. What is missing and what is
 * somebody else's get the same 404, in Docker's words.
 */
public final class Owned {
  private Owned() {}

  /** The path's container must be the caller's. */
  public static void containerTarget(Ruling ruling) {
    ruling.target(container(ruling, ruling.call().target()));
  }

  /**
   * The path's container must be the caller's, or shared to be looked at.
   *
   * @param view what is seen of one's own; of a shared one, secrets are masked
   */
  public static void readableTarget(Ruling ruling, View view) {
    String name = ruling.call().target();
    boolean inspected = ruling.call().operation() == Operation.CONTAINER_INSPECT;
    if (ruling.about(new Reference.Container(name)) instanceof Fact.Container found
        && !ruling.owns(found.owner())
        && isShared(ruling, found)) {
      ruling.target(found.id());
      ruling.view(inspected ? View.SHARED_CONTAINER : View.RELAY);
    } else {
      containerTarget(ruling);
      ruling.view(view);
    }
  }

  private static boolean isShared(Ruling ruling, Fact.Container container) {
    return ruling.settings().sharesContainer(container.name());
  }

  /** The id of a container that must be the caller's. */
  public static String container(Ruling ruling, String name) {
    return switch (ruling.about(new Reference.Container(name))) {
      case Fact.Container found when ruling.owns(found.owner()) -> found.id();
      case Fact.Container shared when isShared(ruling, shared) -> {
        ruling.refuse(
            Rules.CONTAINER_SHARED,
            "the container " + shared.name() + " is shared, and can only be looked at",
            "its list entry, inspect, logs, top, stats and events are yours to read");
        yield shared.id();
      }
      case Fact.Container foreign -> {
        ruling.hide(Rules.CONTAINER_OWNER, "No such container: " + name);
        yield foreign.id();
      }
      case Fact.Ambiguous _ -> ambiguous(ruling, name);
      default -> {
        ruling.hide(Rules.CONTAINER_OWNER, "No such container: " + name);
        yield name;
      }
    };
  }

  /** The path's exec must run in a container of the caller. */
  public static void execTarget(Ruling ruling) {
    String id = ruling.call().target();
    switch (ruling.about(new Reference.Exec(id))) {
      case Fact.Exec exec when ruling.owns(exec.container().owner()) -> ruling.target(exec.id());
      default -> ruling.hide(Rules.EXEC_OWNER, "No such exec instance: " + id);
    }
  }

  /** The path's volume must be the caller's. */
  public static void volumeTarget(Ruling ruling) {
    String name = ruling.call().target();
    switch (ruling.about(new Reference.Volume(name))) {
      case Fact.Volume volume when ruling.owns(volume.owner()) -> ruling.target(volume.name());
      default -> ruling.hide(Rules.VOLUME_OWNER, "get " + name + ": no such volume");
    }
  }

  /**
   * The network of this name as the engine has it; 404 and {@code Missing} unless it may be seen.
   */
  public static Fact network(Ruling ruling, String name) {
    Fact fact = ruling.about(new Reference.Network(name));
    switch (fact) {
      case Fact.Network found when mayJoin(ruling, found) -> {}
      case Fact.Ambiguous _ -> ambiguous(ruling, name);
      default -> ruling.hide(Rules.NETWORK_OWNER, "network " + name + " not found");
    }
    return fact;
  }

  /** Whether containers may join: an own network, a shared one, or the engine's bridge and none. */
  public static boolean mayJoin(Ruling ruling, Fact.Network network) {
    return ruling.owns(network.owner())
        || (network.predefined() && !network.name().equals("host"))
        || isShared(ruling, network);
  }

  public static boolean isShared(Ruling ruling, Fact.Network network) {
    return ruling.settings().sharedNetworks().contains(network.name());
  }

  /** The path's network must be the caller's, to be changed or removed. */
  public static void networkTarget(Ruling ruling) {
    String name = ruling.call().target();
    if (network(ruling, name) instanceof Fact.Network found) {
      if (!ruling.owns(found.owner()) && mayJoin(ruling, found)) {
        ruling.refuse(
            Rules.NETWORK_SHARED,
            "the network " + found.name() + " is shared and cannot be changed",
            "create a network of your own: docker network create NAME");
      }
      ruling.target(found.id());
    }
  }

  private static String ambiguous(Ruling ruling, String name) {
    Rule rule = Rules.REQUEST_AMBIGUOUS;
    ruling.reject(rule, "more than one object answers to " + name, "give the whole name or id");
    return name;
  }
}
