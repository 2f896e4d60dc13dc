package dev.cofferdam.session;

import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.engine.client.EngineClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The sessions of an engine: Docker is the registry, their labels are its rows. */
public final class Sessions {
  private static final Duration CALL = Duration.ofSeconds(20);

  private Sessions() {}

  /**
   * One session.
   *
   * @param kind {@code workspace} or {@code sandbox}
   * @param agent who works in it
   * @param project its folder on the host
   * @param state the container's, such as {@code running} or {@code exited}
   * @param image what it runs from
   * @param containerId its full id
   */
  public record Row(
      String name,
      String kind,
      String agent,
      String project,
      String state,
      String image,
      String containerId) {
    /** Whether a process of it runs. */
    public boolean runs() {
      return state.equals("running") || state.equals("paused");
    }
  }

  /** All of them, running or ended, by name. */
  public static List<Row> on(EngineClient engine) throws IOException {
    return engine.lookups(CALL).listContainers(SessionLabels.KIND).stream()
        .filter(container -> container.labels().containsKey(SessionLabels.NAME))
        .map(Sessions::row)
        .sorted(Comparator.comparing(Row::name))
        .toList();
  }

  private static Row row(ContainerSummary container) {
    var labels = container.labels();
    return new Row(
        labels.getOrDefault(SessionLabels.NAME, ""),
        labels.getOrDefault(SessionLabels.KIND, ""),
        labels.getOrDefault(SessionLabels.AGENT, ""),
        labels.getOrDefault(SessionLabels.PROJECT, ""),
        container.state(),
        container.image(),
        container.id());
  }
}
