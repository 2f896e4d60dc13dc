package dev.cofferdam.policy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Reference}, as it was when the gate asked. */
public sealed interface Fact {
  /** The engine has no such object. */
  record Missing() implements Fact {}

  /** More than one object answers to that id prefix or name. */
  record Ambiguous() implements Fact {}

  /**
   * @param id 64 hex digits
   * @param owner the principal it belongs to, or null
   * @param nanoCpus whether its CPUs are limited by {@code NanoCpus}: the engine then takes no
   *     quota for it
   */
  record Container(String id, String name, @Nullable String owner, boolean nanoCpus)
      implements Fact {
    /** A container without a limit in {@code NanoCpus}. */
    public Container(String id, String name, @Nullable String owner) {
      this(id, name, owner, false);
    }
  }

  /**
   * @param name the network's own name
   * @param predefined whether it is one of the engine's own: bridge, host, none
   */
  record Network(String id, String name, @Nullable String owner, String driver, boolean predefined)
      implements Fact {}

  record Volume(String name, @Nullable String owner) implements Fact {}

  /**
   * @param id {@code sha256:} and 64 hex digits
   * @param owner by its label, or by the gate's own record of pulls, tags and loads; null for an
   *     image that belongs to the host
   * @param tags every reference that points at it
   * @param onBuild its {@code ONBUILD} triggers
   * @param labels the names of its labels that have a value, which every container of it inherits
   */
  record Image(
      String id,
      @Nullable String owner,
      List<String> tags,
      List<String> onBuild,
      Set<String> labels)
      implements Fact {
    public Image {
      tags = List.copyOf(tags);
      onBuild = List.copyOf(onBuild);
      labels = Set.copyOf(labels);
    }

    /** An image without labels. */
    public Image(String id, @Nullable String owner, List<String> tags, List<String> onBuild) {
      this(id, owner, tags, onBuild, Set.of());
    }
  }

  record Exec(String id, Container container) implements Fact {}

  /**
   * A path inside the mount's root.
   *
   * @param realPath with every symbolic link resolved, as far as it exists
   * @param exists whether the whole path exists
   * @param inside whether {@code realPath} is inside the real root
   * @param folder the real root when it is a folder, else empty
   */
  record HostPath(String realPath, boolean exists, boolean inside, String folder) implements Fact {}

  /**
   * @param cpus how many the engine's machine has
   * @param logDriver what the engine logs with where a container names no driver
   */
  record Machine(int cpus, String logDriver) implements Fact {}

  /**
   * @param containers how many the principal has, running or not
   * @param memoryBytes the sum of their memory limits
   * @param publishedPorts the sum of their published ports
   * @param nanoCpus the sum of their CPU limits
   */
  record Usage(int containers, long memoryBytes, int publishedPorts, long nanoCpus)
      implements Fact {}
}
