package dev.cofferdam.session.leftovers;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.engine.client.EngineLeftovers;
import dev.cofferdam.engine.client.EngineLeftovers.Item;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.policy.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one principal made through its gate and still has.
 *
 * @param containers running or not
 * @param networks made, not joined
 * @param volumes with a name; anonymous ones go with their container
 * @param images built, committed or tagged
 * @param brought images pulled or loaded, that nobody else had
 */
public record Leftovers(
    List<Item> containers,
    List<Item> networks,
    List<Item> volumes,
    List<Item> images,
    List<Item> brought) {
  private static final Duration CALL = Duration.ofSeconds(60);

  /**
   * Asks an engine.
   *
   * @param gateState the state folder of the principal's gate, which knows what was pulled; need
   *     not exist
   */
  public static Leftovers of(EngineClient engine, String principal, Path gateState)
      throws IOException {
    EngineLeftovers found = engine.leftovers(CALL);
    String owned = Labels.OWNER + "=" + principal;
    return new Leftovers(
        found.containers(owned),
        found.networks(owned),
        found.volumes(owned),
        found.images(Labels.IMAGE_OWNER + "=" + principal),
        BroughtImages.of(engine, principal, gateState.resolve(Ownership.FILE)));
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return containers.isEmpty()
        && networks.isEmpty()
        && volumes.isEmpty()
        && images.isEmpty()
        && brought.isEmpty();
  }

  /** How many of the containers run. */
  public long running() {
    return containers.stream().filter(each -> each.detail().equals("running")).count();
  }

  /** What images and containers take on disk; layers that images share are counted for each. */
  public long bytes() {
    return Stream.of(images, brought, containers)
        .flatMap(List::stream)
        .mapToLong(item -> Math.max(0, item.bytes()))
        .sum();
  }

  /**
   * Removes all of it, containers first.
   *
   * @return what could not be removed and why, a line each
   */
  public List<String> remove(EngineClient engine) throws IOException {
    List<String> failures = new ArrayList<>();
    EngineLeftovers kept = engine.leftovers(CALL);
    each(containers, failures, item -> engine.actions(CALL).removeContainer(item.id()));
    each(networks, failures, item -> kept.removeNetwork(item.id()));
    each(volumes, failures, item -> kept.removeVolume(item.id()));
    each(images, failures, item -> kept.removeImage(item.id(), true));
    each(brought, failures, item -> kept.removeImage(item.id(), true));
    return failures;
  }

  /** One removal; true when it was there. */
  private interface Removal {
    boolean of(Item item) throws IOException;
  }

  private static void each(List<Item> items, List<String> failures, Removal removal)
      throws IOException {
    for (Item item : items) {
      try {
        removal.of(item);
      } catch (EngineException e) {
        failures.add(item.name() + ": " + e.engineMessage());
      }
    }
  }
}
