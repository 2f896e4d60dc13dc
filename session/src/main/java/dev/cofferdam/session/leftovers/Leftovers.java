package dev.cofferdam.session.leftovers;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.engine.client.EngineLeftovers;
import dev.cofferdam.engine.client.EngineLeftovers.Item;
import dev.cofferdam.policy.Labels;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one principal made through its gate and still has.
 *
 * @param containers running or not
 * @param networks made, not joined
 * @param volumes with a name; anonymous ones go with their container
 * @param images built, committed or tagged
 */
public record Leftovers(
    List<Item> containers, List<Item> networks, List<Item> volumes, List<Item> images) {
  private static final Duration CALL = Duration.ofSeconds(60);

  /** Asks an engine. */
  public static Leftovers of(EngineClient engine, String principal) throws IOException {
    EngineLeftovers found = engine.leftovers(CALL);
    String owned = Labels.OWNER + "=" + principal;
    return new Leftovers(
        found.containers(owned),
        found.networks(owned),
        found.volumes(owned),
        found.images(Labels.IMAGE_OWNER + "=" + principal));
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return containers.isEmpty() && networks.isEmpty() && volumes.isEmpty() && images.isEmpty();
  }

  /** How many of the containers run. */
  public long running() {
    return containers.stream().filter(each -> each.detail().equals("running")).count();
  }

  /** What images and containers take on disk; layers that images share are counted for each. */
  public long bytes() {
    return images.stream().mapToLong(image -> Math.max(0, image.bytes())).sum()
        + containers.stream().mapToLong(container -> Math.max(0, container.bytes())).sum();
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
