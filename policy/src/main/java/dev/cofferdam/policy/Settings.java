package dev.cofferdam.policy;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.text.Globs;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a preset and a YAML file can say; a {@link Policy} is compiled from it.
 *
 * @param preset what everything else starts from
 * @param mode whether findings refuse or are only recorded
 * @param floor the oldest API version that callers may use
 * @param operations operations that are allowed or denied beyond the preset
 * @param rules what happens when a rule finds something; rules that are not named are {@link
 *     RuleSetting#DENY}
 * @param limits ceilings, and the values that are filled in when a caller gives none
 * @param images which images may be pulled, built upon and run
 * @param reservedLabels prefixes of labels that callers may not set, beside Cofferdam's own
 * @param publishAddress the only host address that ports are published on
 * @param mounts what of the host may be bound, and under which name the caller knows it
 * @param capabilities what {@code CapAdd} may name, without {@code CAP_}
 * @param sharedNetworks names of networks that belong to others and may be joined
 * @param sharedContainers names of containers that belong to others and may be looked at; {@code *}
 *     stands for any run of characters
 * @param maskEnvironment whether inspect shows the names of environment variables only
 * @param onJournalFailure what happens to requests while the journal cannot be written
 * @param compat the switches of the {@code compat} preset
 */
public record Settings(
    Preset preset,
    Mode mode,
    ApiVersion floor,
    Map<Operation, RuleSetting> operations,
    Map<String, RuleSetting> rules,
    Limits limits,
    ImageRules images,
    List<String> reservedLabels,
    String publishAddress,
    List<BindMount> mounts,
    Set<String> capabilities,
    Set<String> sharedNetworks,
    Set<String> sharedContainers,
    boolean maskEnvironment,
    JournalFailure onJournalFailure,
    CompatSwitches compat) {

  public Settings {
    operations = Map.copyOf(operations);
    rules = Map.copyOf(rules);
    reservedLabels = List.copyOf(reservedLabels);
    mounts = List.copyOf(mounts);
    capabilities = Set.copyOf(capabilities);
    sharedNetworks = Set.copyOf(sharedNetworks);
    sharedContainers = Set.copyOf(sharedContainers);
  }

  /** Whether a container of this name, without a slash, may be looked at, whoever has it. */
  public boolean sharesContainer(String name) {
    return sharedContainers.stream().anyMatch(pattern -> Globs.matches(pattern, name));
  }

  /** A copy with these mounts. */
  public Settings withMounts(List<BindMount> newMounts) {
    return new Settings(
        preset,
        mode,
        floor,
        operations,
        rules,
        limits,
        images,
        reservedLabels,
        publishAddress,
        newMounts,
        capabilities,
        sharedNetworks,
        sharedContainers,
        maskEnvironment,
        onJournalFailure,
        compat);
  }

  /** A copy with these networks of others that may be joined. */
  public Settings withSharedNetworks(Set<String> networks) {
    return new Settings(
        preset,
        mode,
        floor,
        operations,
        rules,
        limits,
        images,
        reservedLabels,
        publishAddress,
        mounts,
        capabilities,
        networks,
        sharedContainers,
        maskEnvironment,
        onJournalFailure,
        compat);
  }

  /** A copy with these containers of others that may be looked at. */
  public Settings withSharedContainers(Set<String> containers) {
    return new Settings(
        preset,
        mode,
        floor,
        operations,
        rules,
        limits,
        images,
        reservedLabels,
        publishAddress,
        mounts,
        capabilities,
        sharedNetworks,
        containers,
        maskEnvironment,
        onJournalFailure,
        compat);
  }

  /** A copy with these switches. */
  public Settings withCompat(CompatSwitches switches) {
    return new Settings(
        preset,
        mode,
        floor,
        operations,
        rules,
        limits,
        images,
        reservedLabels,
        publishAddress,
        mounts,
        capabilities,
        sharedNetworks,
        sharedContainers,
        maskEnvironment,
        onJournalFailure,
        switches);
  }

  /** The ready-made policies. */
  public enum Preset {
    /** May look at everything, environment masked. */
    OBSERVE,
    /** May build and run, on what it owns, inside limits. */
    DEVELOP,
    /** Decides as docker-socket-proxy does, by {@link CompatSwitches}. */
    COMPAT,
    /** Everything passes and is on record. */
    TRANSPARENT
  }

  /** Whether findings refuse. */
  public enum Mode {
    ENFORCE,
    AUDIT
  }

  /** What happens when a rule finds something. */
  public enum RuleSetting {
    ALLOW,
    DENY,
    ASK
  }

  /** What happens to requests while the journal cannot be written. */
  public enum JournalFailure {
    REFUSE,
    CONTINUE
  }

  /**
   * A folder of the host that may be bound.
   *
   * @param clientPath the absolute, clean path under which the caller knows it
   * @param hostPath the absolute, clean path on the host
   * @param writable whether it may be bound read-write
   */
  public record BindMount(String clientPath, String hostPath, boolean writable) {}

  /**
   * Ceilings; 0 means none. A caller who gives no value gets the container's ceiling as its limit,
   * or the default below it where there is one.
   *
   * @param memoryBytes per container
   * @param defaultMemoryBytes what a container gets that names no memory, where there is a ceiling
   * @param nanoCpus per container, in billionths of a CPU
   * @param pids per container
   * @param shmBytes per container
   * @param logBytes of the log files of one container together
   * @param containers per principal
   * @param totalMemoryBytes per principal
   * @param totalNanoCpus per principal
   * @param publishedPorts per principal
   */
  public record Limits(
      long memoryBytes,
      long defaultMemoryBytes,
      long nanoCpus,
      long pids,
      long shmBytes,
      long logBytes,
      int containers,
      long totalMemoryBytes,
      long totalNanoCpus,
      int publishedPorts) {}

  /**
   * Patterns over normalized references ({@code docker.io/library/alpine:latest}); {@code *} stands
   * for any run of characters, and a short form such as {@code postgres:*} for its normalized one.
   * A deny beats an allow. Registries that are an address, {@code localhost} or a bare host name
   * are only allowed by a pattern that names them.
   *
   * @param allow at least one must match
   * @param deny none may match
   */
  public record ImageRules(List<String> allow, List<String> deny) {
    public ImageRules {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }

  /**
   * docker-socket-proxy's environment variables that are on.
   *
   * @param on names such as {@code CONTAINERS}, {@code POST}, {@code ALLOW_START}
   */
  public record CompatSwitches(Set<String> on) {
    public CompatSwitches {
      on = Set.copyOf(on);
    }
  }
}
