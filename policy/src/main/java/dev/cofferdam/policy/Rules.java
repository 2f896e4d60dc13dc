package dev.cofferdam.policy;

import dev.cofferdam.engine.catalogue.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules of the presets {@code develop} and {@code observe}. Each refuses unless {@link
 * Settings#rules()} says otherwise.
 */
public final class Rules {
  private static final Map<String, Rule> BY_ID = new LinkedHashMap<>();

  // The request as such
  public static final Rule API_FLOOR =
      rule("api.floor", "an API version below the floor, because old ones weaken defaults");
  public static final Rule REQUEST_FILTERS =
      rule("request.filters", "filters that are not Docker's JSON, or that the endpoint lacks");
  public static final Rule REQUEST_PARAMETER =
      rule("request.parameter", "a query value that cannot be read the way the engine reads it");
  public static final Rule REQUEST_AMBIGUOUS =
      rule("request.ambiguous", "a name or id prefix that more than one object answers to");

  // Whose object it is
  public static final Rule CONTAINER_OWNER =
      rule("container.owner", "a container that is not the caller's");
  public static final Rule EXEC_OWNER = rule("exec.owner", "an exec in a foreign container");
  public static final Rule NETWORK_OWNER =
      rule("network.owner", "a network that is neither the caller's nor shared");
  public static final Rule CONTAINER_SHARED =
      rule("container.shared", "doing more than look at a container that is only shared");
  public static final Rule VOLUME_OWNER = rule("volume.owner", "a volume that is not the caller's");
  public static final Rule VOLUME_RESERVED =
      rule("volume.reserved", "naming a volume as Cofferdam names its own");
  public static final Rule VOLUME_FOREIGN =
      rule("volume.foreign", "mounting or creating a volume whose name somebody else has taken");
  public static final Rule IMAGE_OWNER =
      rule("image.owner", "an image that another principal made or pulled");
  public static final Rule IMAGE_FOREIGN =
      rule("image.foreign", "deleting, pushing or tagging over an image of the host");
  public static final Rule NAME_SHADOWS_ID =
      rule("name.shadows-id", "a name that looks like an id and would be found instead of it");
  public static final Rule NAME_INVALID =
      rule("name.invalid", "a name that Docker's grammar does not have, or that is reserved");
  public static final Rule LABELS_RESERVED =
      rule("labels.reserved", "labels with a reserved prefix, such as another router's");

  // What a container may be
  public static final Rule CONTAINER_PRIVILEGED =
      rule("container.privileged", "privileged containers: all devices, no confinement");
  public static final Rule CONTAINER_BIND =
      rule("container.bind", "binds of host paths outside the policy's mounts, or writable ones");
  public static final Rule CONTAINER_BIND_MISSING =
      rule(
          "container.bind-missing", "binds of a path that does not exist, where Docker makes none");
  public static final Rule CONTAINER_DOCKER_SOCKET =
      rule("container.docker-socket", "binds of the engine's own socket");
  public static final Rule CONTAINER_MOUNT_TYPE =
      rule("container.mount-type", "mounts that are no bind, volume or tmpfs");
  public static final Rule CONTAINER_MOUNT_OPTIONS =
      rule("container.mount-options", "mount flags that reach beyond the container");
  public static final Rule CONTAINER_VOLUME_DRIVER =
      rule("container.volume-driver", "volume drivers, and options of the local one");
  public static final Rule CONTAINER_SUBPATH =
      rule("container.subpath", "subpaths of volumes on engines that ignore them silently");
  public static final Rule CONTAINER_VOLUMES_FROM =
      rule("container.volumes-from", "flags of VolumesFrom that are not understood");
  public static final Rule CONTAINER_TMPFS =
      rule("container.tmpfs", "options of a tmpfs beyond size, mode, owner and access");
  public static final Rule CONTAINER_NETWORK_MODE =
      rule("container.network-mode", "the host's network");
  public static final Rule CONTAINER_ENDPOINT =
      rule("container.endpoint", "addresses, aliases and options of endpoints on shared networks");
  public static final Rule CONTAINER_MAC_ADDRESS =
      rule("container.mac-address", "chosen MAC addresses");
  public static final Rule CONTAINER_EXTRA_HOSTS =
      rule("container.extra-hosts", "names for link-local (metadata) addresses");
  public static final Rule CONTAINER_LINKS = rule("container.links", "links that cannot be read");
  public static final Rule CONTAINER_PID_MODE =
      rule("container.pid-mode", "the host's process namespace");
  public static final Rule CONTAINER_IPC_MODE =
      rule("container.ipc-mode", "the host's IPC namespace");
  public static final Rule CONTAINER_UTS_MODE =
      rule("container.uts-mode", "the host's UTS namespace");
  public static final Rule CONTAINER_USERNS_MODE =
      rule("container.userns-mode", "leaving the engine's user namespace");
  public static final Rule CONTAINER_CGROUPNS_MODE =
      rule("container.cgroupns-mode", "the host's cgroup namespace");
  public static final Rule CONTAINER_CGROUP =
      rule("container.cgroup", "another container's cgroup");
  public static final Rule CONTAINER_CGROUP_PARENT =
      rule("container.cgroup-parent", "a chosen parent cgroup, which leaves the host's limits");
  public static final Rule CONTAINER_CAP_ADD =
      rule("container.cap-add", "capabilities beyond the policy's list");
  public static final Rule CONTAINER_DEVICES = rule("container.devices", "devices of the host");
  public static final Rule CONTAINER_DEVICE_CGROUP_RULES =
      rule("container.device-cgroup-rules", "access rules for devices");
  public static final Rule CONTAINER_DEVICE_REQUESTS =
      rule("container.device-requests", "GPUs and other injected devices");
  public static final Rule CONTAINER_SECURITY_OPT =
      rule("container.security-opt", "security options that weaken the confinement");
  public static final Rule CONTAINER_MASKED_PATHS =
      rule("container.masked-paths", "own lists of masked and read-only paths in /proc and /sys");
  public static final Rule CONTAINER_SYSCTLS =
      rule("container.sysctls", "sysctls beyond a short list of the container's own");
  public static final Rule CONTAINER_RUNTIME =
      rule("container.runtime", "OCI runtimes other than the engine's default");
  public static final Rule CONTAINER_LOG_CONFIG =
      rule("container.log-config", "log drivers with which the engine calls other hosts");
  public static final Rule CONTAINER_RESTART_POLICY =
      rule("container.restart-policy", "restart policies that Docker does not document");
  public static final Rule CONTAINER_OOM =
      rule("container.oom", "protection from the out-of-memory killer");
  public static final Rule CONTAINER_REALTIME =
      rule("container.realtime", "realtime scheduling, which can starve the host");
  public static final Rule CONTAINER_BLKIO_DEVICE =
      rule("container.blkio-device", "I/O limits by device path, which tell what the host has");
  public static final Rule CONTAINER_STORAGE_OPT =
      rule("container.storage-opt", "options of the storage driver");
  public static final Rule CONTAINER_ULIMITS =
      rule("container.ulimits", "ulimits for priorities, and unknown ones");
  public static final Rule CONTAINER_ANNOTATIONS =
      rule("container.annotations", "annotations, which runtimes and hooks act upon");
  public static final Rule CONTAINER_GROUP_ADD =
      rule("container.group-add", "extra groups in a container that sees files of the host");
  public static final Rule CONTAINER_ON_BUILD =
      rule("container.on-build", "triggers for builds upon a committed container");
  public static final Rule CONTAINER_MEMBER =
      rule("container.member", "any other member that is not known to be harmless");
  public static final Rule CONTAINER_TOP_ARGUMENTS =
      rule("container.top-arguments", "arguments for ps, which runs on the host, beyond a few");
  public static final Rule CONTAINER_CHECKPOINT =
      rule("container.checkpoint", "starting from a checkpoint, which is a path of the host");
  public static final Rule CONTAINER_LINK_DELETE =
      rule("container.link-delete", "deleting a link instead of a container");
  public static final Rule EXEC_PRIVILEGED =
      rule("exec.privileged", "privileged execs: all capabilities");
  public static final Rule EXEC_WORKING_DIR =
      rule("exec.working-dir", "working directories in /proc, a way out of old runtimes");

  // Ports
  public static final Rule PORTS_ADDRESS =
      rule("ports.address", "publishing on another address than the policy's or loopback");
  public static final Rule PORTS_PRIVILEGED =
      rule("ports.privileged", "publishing host ports below 1024");
  public static final Rule PORTS_ALL =
      rule("ports.all", "publishing all exposed ports, which leaves the address to the engine");
  public static final Rule PORTS_INVALID = rule("ports.invalid", "ports that cannot be read");

  // Limits
  public static final Rule LIMIT_MEMORY = rule("limit.memory", "memory above the ceiling");
  public static final Rule LIMIT_MEMORY_SWAP =
      rule("limit.memory-swap", "unlimited swap, or memory and swap above the ceiling");
  public static final Rule LIMIT_CPUS = rule("limit.cpus", "CPUs above the ceiling");
  public static final Rule LIMIT_PIDS = rule("limit.pids", "processes above the ceiling");
  public static final Rule LIMIT_LOG =
      rule("limit.log", "log files of a container above the ceiling");
  public static final Rule LIMIT_SHM = rule("limit.shm", "shared memory above the ceiling");
  public static final Rule LIMIT_CONTAINERS =
      rule("limit.containers", "more containers than the principal may have");
  public static final Rule LIMIT_TOTAL_MEMORY =
      rule("limit.total-memory", "more memory than all the principal's containers may have");
  public static final Rule LIMIT_TOTAL_CPUS =
      rule("limit.total-cpus", "more CPUs than all the principal's containers may have");
  public static final Rule LIMIT_PORTS =
      rule("limit.ports", "more published ports than the principal may have");

  // Images
  public static final Rule IMAGE_NOT_ALLOWED =
      rule("image.not-allowed", "images that no pattern allows, or that one denies");
  public static final Rule IMAGE_REGISTRY =
      rule("image.registry", "registries that are an address or a private name");
  public static final Rule IMAGE_IMPORT =
      rule("image.import", "imports from a URL, which the engine would fetch");
  public static final Rule IMAGE_ALL_TAGS =
      rule("image.all-tags", "pulling or pushing all tags of a repository");
  public static final Rule IMAGE_CHANGES =
      rule("image.changes", "changes on commit and import beyond the harmless instructions");
  public static final Rule IMAGE_NAME = rule("image.name", "names of images that cannot be read");
  public static final Rule IMAGE_SEARCH =
      rule("image.search", "searching another registry than Docker Hub");
  public static final Rule REGISTRY_LOGIN =
      rule("registry.login", "logging in at a registry that no pattern allows");

  // Builds
  public static final Rule BUILD_BUILDKIT =
      rule("build.buildkit", "BuildKit where the engine does not enforce what the gate decides");
  public static final Rule BUILD_METHOD =
      rule("build.method", "calls to BuildKit that a build does not need");
  public static final Rule BUILD_SESSION =
      rule("build.session", "sessions and builds of BuildKit that are not the caller's own");
  public static final Rule BUILD_ENTITLEMENT =
      rule("build.entitlement", "builds with network.host, security.insecure or devices");
  public static final Rule BUILD_FRONTEND =
      rule("build.frontend", "frontends other than the engine's own reader of Dockerfiles");
  public static final Rule BUILD_DEFINITION =
      rule("build.definition", "build graphs made by the client instead of a Dockerfile");
  public static final Rule BUILD_CONTEXT =
      rule("build.context", "named contexts that are neither a folder nor an image");
  public static final Rule BUILD_OUTPUT =
      rule("build.output", "outputs that leave the engine by another way than to the client");
  public static final Rule BUILD_CACHE =
      rule("build.cache", "build caches that are read from or written to elsewhere");
  public static final Rule BUILD_REMOTE =
      rule("build.remote", "build contexts that the engine would fetch");
  public static final Rule BUILD_OPTION =
      rule("build.option", "build options that leave the build's confinement");
  public static final Rule BUILD_NETWORK_MODE =
      rule("build.network-mode", "builds in the host's network");
  public static final Rule BUILD_DOCKERFILE =
      rule("build.dockerfile", "a Dockerfile path that is not inside the context");
  public static final Rule BUILD_REMOTE_ADD =
      rule("build.remote-add", "ADD of a URL, which the engine would fetch");
  public static final Rule BUILD_ON_BUILD =
      rule("build.on-build", "ONBUILD triggers that would make the engine fetch a URL");
  public static final Rule BUILD_BASE =
      rule("build.base", "base images whose name depends on what the gate cannot know");

  // Networks and volumes
  public static final Rule NETWORK_DRIVER =
      rule("network.driver", "network drivers other than bridge");
  public static final Rule NETWORK_OPTIONS =
      rule("network.options", "network options that reach the host's interfaces");
  public static final Rule NETWORK_IPAM =
      rule("network.ipam", "address pools outside the private ranges, or larger than /16");
  public static final Rule NETWORK_SCOPE =
      rule("network.scope", "swarm networks and configuration networks");
  public static final Rule NETWORK_SHARED =
      rule("network.shared", "changing a network that is only shared");
  public static final Rule VOLUME_DRIVER = rule("volume.driver", "volume drivers other than local");
  public static final Rule VOLUME_DRIVER_OPTS =
      rule("volume.driver-opts", "options of the local driver, which mounts anything with them");

  private static final Map<Operation, Rule> OPERATIONS = operations();

  private Rules() {}

  private static Rule rule(String id, String description) {
    Rule rule = new Rule(id, description);
    if (BY_ID.putIfAbsent(id, rule) != null) {
      throw new IllegalStateException("two rules are called " + id);
    }
    return rule;
  }

  private static Map<Operation, Rule> operations() {
    Map<Operation, Rule> rules = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      switch (operation) {
        case SESSION, BUILD_KIT_GRPC -> rules.put(operation, BUILD_BUILDKIT);
        default -> {
          String name = operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
          rules.put(operation, rule("operation." + name, "the operation " + operation.id()));
        }
      }
    }
    return Collections.unmodifiableMap(rules);
  }

  /** The rule that refuses a whole operation, such as {@code operation.container-export}. */
  public static Rule of(Operation operation) {
    return Objects.requireNonNull(OPERATIONS.get(operation));
  }

  /** The rule of this id, or null. */
  public static @Nullable Rule byId(String id) {
    return BY_ID.get(id);
  }

  /** The id of every rule: what {@link Settings#rules()} may name, beside the ids of compat. */
  public static Set<String> ids() {
    return Collections.unmodifiableSet(BY_ID.keySet());
  }

  /** Every rule, grouped by what it is about. */
  public static List<Rule> all() {
    return new ArrayList<>(BY_ID.values());
  }
}
