package dev.cofferdam.engine.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One entry of the Engine API: the operations of Docker's reference under their own operation ids
 * (API 1.56), and those that the daemon routes without documenting them ({@code /grpc}, {@code
 * /build/cancel}, checkpoints, {@code /debug}, {@code /containers/{id}/copy}).
 *
 * <p>The table reads: method, path, what the operation does ({@code reads} or {@code writes}),
 * takes ({@code json}, {@code tar}) and keeps open ({@code streams} its response, {@code uploads},
 * {@code duplex}, {@code hijacks}); then the query names that the engine reads. One that ends in
 * {@code *} may be given more than once; of all others the engine reads the first value only (Go's
 * {@code url.Values.Get}).
 */
public enum Operation {
  // Container
  CONTAINER_LIST(
      Family.CONTAINER, "GET /containers/json : reads", "all filters limit size before since"),
  CONTAINER_CREATE(Family.CONTAINER, "POST /containers/create : writes json", "name platform"),
  CONTAINER_INSPECT(Family.CONTAINER, "GET /containers/{id}/json : reads", "size"),
  CONTAINER_TOP(Family.CONTAINER, "GET /containers/{id}/top : reads", "ps_args"),
  CONTAINER_LOGS(
      Family.CONTAINER,
      "GET /containers/{id}/logs : reads streams",
      "follow since stderr stdout tail timestamps until format details"),
  CONTAINER_CHANGES(Family.CONTAINER, "GET /containers/{id}/changes : reads", ""),
  CONTAINER_EXPORT(Family.CONTAINER, "GET /containers/{id}/export : reads streams", ""),
  CONTAINER_STATS(
      Family.CONTAINER, "GET /containers/{id}/stats : reads streams", "one-shot stream"),
  CONTAINER_RESIZE(Family.CONTAINER, "POST /containers/{id}/resize : writes", "h w"),
  CONTAINER_START(
      Family.CONTAINER,
      "POST /containers/{id}/start : writes",
      "detachKeys checkpoint checkpoint-dir"),
  CONTAINER_STOP(Family.CONTAINER, "POST /containers/{id}/stop : writes", "signal t"),
  CONTAINER_RESTART(Family.CONTAINER, "POST /containers/{id}/restart : writes", "signal t"),
  CONTAINER_KILL(Family.CONTAINER, "POST /containers/{id}/kill : writes", "signal"),
  CONTAINER_UPDATE(Family.CONTAINER, "POST /containers/{id}/update : writes json", ""),
  CONTAINER_RENAME(Family.CONTAINER, "POST /containers/{id}/rename : writes", "name"),
  CONTAINER_PAUSE(Family.CONTAINER, "POST /containers/{id}/pause : writes", ""),
  CONTAINER_UNPAUSE(Family.CONTAINER, "POST /containers/{id}/unpause : writes", ""),
  CONTAINER_ATTACH(
      Family.CONTAINER,
      "POST /containers/{id}/attach : writes hijacks",
      "detachKeys logs stderr stdin stdout stream"),
  CONTAINER_ATTACH_WEBSOCKET(
      Family.CONTAINER,
      "GET /containers/{id}/attach/ws : writes hijacks",
      "detachKeys logs stderr stdin stdout stream"),
  CONTAINER_WAIT(Family.CONTAINER, "POST /containers/{id}/wait : reads streams", "condition"),
  CONTAINER_DELETE(Family.CONTAINER, "DELETE /containers/{id} : writes", "force link v"),
  CONTAINER_ARCHIVE_INFO(Family.CONTAINER, "HEAD /containers/{id}/archive : reads", "path"),
  CONTAINER_ARCHIVE(Family.CONTAINER, "GET /containers/{id}/archive : reads streams", "path"),
  PUT_CONTAINER_ARCHIVE(
      Family.CONTAINER,
      "PUT /containers/{id}/archive : writes tar uploads",
      "copyUIDGID noOverwriteDirNonDir path"),
  CONTAINER_PRUNE(Family.CONTAINER, "POST /containers/prune : writes", "filters"),

  // Image
  IMAGE_LIST(
      Family.IMAGE,
      "GET /images/json : reads",
      "all digests filters identity manifests shared-size filter"),
  IMAGE_BUILD(
      Family.IMAGE,
      "POST /build : writes tar duplex",
      "buildargs cachefrom cpuperiod cpuquota cpusetcpus cpushares dockerfile extrahosts* forcerm labels memory memswap networkmode nocache outputs platform pull q remote rm shmsize squash t* target version cgroupparent cpusetmems ulimits securityopt* isolation session buildid"),
  BUILD_PRUNE(
      Family.IMAGE,
      "POST /build/prune : writes",
      "all filters keep-storage max-used-space min-free-space reserved-space"),
  IMAGE_CREATE(
      Family.IMAGE,
      "POST /images/create : writes tar duplex",
      "changes* fromImage fromSrc message platform repo tag"),
  IMAGE_INSPECT(Family.IMAGE, "GET /images/{name}/json : reads", "manifests platform"),
  IMAGE_ATTESTATIONS(
      Family.IMAGE, "GET /images/{name}/attestations : reads", "platform* statement type*"),
  IMAGE_HISTORY(Family.IMAGE, "GET /images/{name}/history : reads", "platform"),
  IMAGE_PUSH(Family.IMAGE, "POST /images/{name}/push : writes streams", "platform tag"),
  IMAGE_TAG(Family.IMAGE, "POST /images/{name}/tag : writes", "repo tag"),
  IMAGE_DELETE(Family.IMAGE, "DELETE /images/{name} : writes", "force noprune platforms*"),
  IMAGE_SEARCH(Family.IMAGE, "GET /images/search : reads", "filters limit term"),
  IMAGE_PRUNE(Family.IMAGE, "POST /images/prune : writes", "filters"),

  // System
  SYSTEM_AUTH(Family.SYSTEM, "POST /auth : reads json", ""),
  SYSTEM_INFO(Family.SYSTEM, "GET /info : reads", ""),
  SYSTEM_VERSION(Family.SYSTEM, "GET /version : reads", ""),
  SYSTEM_PING(Family.SYSTEM, "GET /_ping : reads", ""),
  SYSTEM_PING_HEAD(Family.SYSTEM, "HEAD /_ping : reads", ""),

  // Image
  IMAGE_COMMIT(
      Family.IMAGE,
      "POST /commit : writes json",
      "author changes* comment container pause repo tag"),

  // System
  SYSTEM_EVENTS(Family.SYSTEM, "GET /events : reads streams", "filters since until"),
  SYSTEM_DATA_USAGE(Family.SYSTEM, "GET /system/df : reads", "type* verbose"),

  // Image
  IMAGE_GET(Family.IMAGE, "GET /images/{name}/get : reads streams", "platform*"),
  IMAGE_GET_ALL(Family.IMAGE, "GET /images/get : reads streams", "names* platform*"),
  IMAGE_LOAD(Family.IMAGE, "POST /images/load : writes tar duplex", "platform* quiet"),

  // Exec
  CONTAINER_EXEC(Family.EXEC, "POST /containers/{id}/exec : writes json", ""),
  EXEC_START(Family.EXEC, "POST /exec/{id}/start : writes json hijacks", ""),
  EXEC_RESIZE(Family.EXEC, "POST /exec/{id}/resize : writes", "h w"),
  EXEC_INSPECT(Family.EXEC, "GET /exec/{id}/json : reads", ""),

  // Volume
  VOLUME_LIST(Family.VOLUME, "GET /volumes : reads", "filters"),
  VOLUME_CREATE(Family.VOLUME, "POST /volumes/create : writes json", ""),
  VOLUME_INSPECT(Family.VOLUME, "GET /volumes/{name} : reads", ""),
  VOLUME_UPDATE(Family.VOLUME, "PUT /volumes/{name} : writes json", "version"),
  VOLUME_DELETE(Family.VOLUME, "DELETE /volumes/{name} : writes", "force"),
  VOLUME_PRUNE(Family.VOLUME, "POST /volumes/prune : writes", "filters"),

  // Network
  NETWORK_LIST(Family.NETWORK, "GET /networks : reads", "filters"),
  NETWORK_INSPECT(Family.NETWORK, "GET /networks/{id} : reads", "scope verbose"),
  NETWORK_DELETE(Family.NETWORK, "DELETE /networks/{id} : writes", ""),
  NETWORK_CREATE(Family.NETWORK, "POST /networks/create : writes json", ""),
  NETWORK_CONNECT(Family.NETWORK, "POST /networks/{id}/connect : writes json", ""),
  NETWORK_DISCONNECT(Family.NETWORK, "POST /networks/{id}/disconnect : writes json", ""),
  NETWORK_PRUNE(Family.NETWORK, "POST /networks/prune : writes", "filters"),

  // Plugin
  PLUGIN_LIST(Family.PLUGIN, "GET /plugins : reads", "filters"),
  GET_PLUGIN_PRIVILEGES(Family.PLUGIN, "GET /plugins/privileges : reads", "name remote"),
  PLUGIN_PULL(Family.PLUGIN, "POST /plugins/pull : writes json streams", "name remote"),
  PLUGIN_INSPECT(Family.PLUGIN, "GET /plugins/{name}/json : reads", ""),
  PLUGIN_DELETE(Family.PLUGIN, "DELETE /plugins/{name} : writes", "force"),
  PLUGIN_ENABLE(Family.PLUGIN, "POST /plugins/{name}/enable : writes", "timeout"),
  PLUGIN_DISABLE(Family.PLUGIN, "POST /plugins/{name}/disable : writes", "force"),
  PLUGIN_UPGRADE(Family.PLUGIN, "POST /plugins/{name}/upgrade : writes json streams", "remote"),
  PLUGIN_CREATE(Family.PLUGIN, "POST /plugins/create : writes tar uploads", "name"),
  PLUGIN_PUSH(Family.PLUGIN, "POST /plugins/{name}/push : writes streams", ""),
  PLUGIN_SET(Family.PLUGIN, "POST /plugins/{name}/set : writes json", ""),

  // Node
  NODE_LIST(Family.NODE, "GET /nodes : reads", "filters"),
  NODE_INSPECT(Family.NODE, "GET /nodes/{id} : reads", ""),
  NODE_DELETE(Family.NODE, "DELETE /nodes/{id} : writes", "force"),
  NODE_UPDATE(Family.NODE, "POST /nodes/{id}/update : writes json", "version"),

  // Swarm
  SWARM_INSPECT(Family.SWARM, "GET /swarm : reads", ""),
  SWARM_INIT(Family.SWARM, "POST /swarm/init : writes json", ""),
  SWARM_JOIN(Family.SWARM, "POST /swarm/join : writes json", ""),
  SWARM_LEAVE(Family.SWARM, "POST /swarm/leave : writes", "force"),
  SWARM_UPDATE(
      Family.SWARM,
      "POST /swarm/update : writes json",
      "rotateManagerToken rotateManagerUnlockKey rotateWorkerToken version"),
  SWARM_UNLOCKKEY(Family.SWARM, "GET /swarm/unlockkey : reads", ""),
  SWARM_UNLOCK(Family.SWARM, "POST /swarm/unlock : writes json", ""),

  // Service
  SERVICE_LIST(Family.SERVICE, "GET /services : reads", "filters status"),
  SERVICE_CREATE(Family.SERVICE, "POST /services/create : writes json", ""),
  SERVICE_INSPECT(Family.SERVICE, "GET /services/{id} : reads", "insertDefaults"),
  SERVICE_DELETE(Family.SERVICE, "DELETE /services/{id} : writes", ""),
  SERVICE_UPDATE(
      Family.SERVICE,
      "POST /services/{id}/update : writes json",
      "registryAuthFrom rollback version"),
  SERVICE_LOGS(
      Family.SERVICE,
      "GET /services/{id}/logs : reads streams",
      "details follow since stderr stdout tail timestamps"),

  // Task
  TASK_LIST(Family.TASK, "GET /tasks : reads", "filters"),
  TASK_INSPECT(Family.TASK, "GET /tasks/{id} : reads", ""),
  TASK_LOGS(
      Family.TASK,
      "GET /tasks/{id}/logs : reads streams",
      "details follow since stderr stdout tail timestamps"),

  // Secret
  SECRET_LIST(Family.SECRET, "GET /secrets : reads", "filters"),
  SECRET_CREATE(Family.SECRET, "POST /secrets/create : writes json", ""),
  SECRET_INSPECT(Family.SECRET, "GET /secrets/{id} : reads", ""),
  SECRET_DELETE(Family.SECRET, "DELETE /secrets/{id} : writes", ""),
  SECRET_UPDATE(Family.SECRET, "POST /secrets/{id}/update : writes json", "version"),

  // Config
  CONFIG_LIST(Family.CONFIG, "GET /configs : reads", "filters"),
  CONFIG_CREATE(Family.CONFIG, "POST /configs/create : writes json", ""),
  CONFIG_INSPECT(Family.CONFIG, "GET /configs/{id} : reads", ""),
  CONFIG_DELETE(Family.CONFIG, "DELETE /configs/{id} : writes", ""),
  CONFIG_UPDATE(Family.CONFIG, "POST /configs/{id}/update : writes json", "version"),

  // Distribution
  DISTRIBUTION_INSPECT(Family.DISTRIBUTION, "GET /distribution/{name}/json : reads", ""),

  // Session
  SESSION(Family.SESSION, "POST /session : writes hijacks", ""),

  // BuildKit
  BUILD_KIT_GRPC(Family.BUILDKIT, "POST /grpc : writes hijacks", ""),

  // Image
  BUILD_CANCEL(Family.IMAGE, "POST /build/cancel : writes", "id"),

  // Checkpoint
  CHECKPOINT_LIST(Family.CHECKPOINT, "GET /containers/{id}/checkpoints : reads", "dir"),
  CHECKPOINT_CREATE(Family.CHECKPOINT, "POST /containers/{id}/checkpoints : writes json", "dir"),
  CHECKPOINT_DELETE(
      Family.CHECKPOINT, "DELETE /containers/{id}/checkpoints/{checkpoint} : writes", "dir"),

  // System
  OPTIONS(Family.SYSTEM, "OPTIONS /* : reads", ""),

  // Debug
  DEBUG_VARS(Family.DEBUG, "GET /debug/vars : reads", ""),
  DEBUG_PPROF(Family.DEBUG, "GET /debug/pprof/ : reads", ""),
  DEBUG_PPROF_CMDLINE(Family.DEBUG, "GET /debug/pprof/cmdline : reads", ""),
  DEBUG_PPROF_PROFILE(Family.DEBUG, "GET /debug/pprof/profile : reads streams", ""),
  DEBUG_PPROF_SYMBOL(Family.DEBUG, "GET /debug/pprof/symbol : reads", ""),
  DEBUG_PPROF_TRACE(Family.DEBUG, "GET /debug/pprof/trace : reads streams", ""),
  DEBUG_PPROF_NAMED(Family.DEBUG, "GET /debug/pprof/{name} : reads", ""),

  // Container
  CONTAINER_COPY(Family.CONTAINER, "POST /containers/{id}/copy : reads streams", ""),

  // Metrics
  METRICS(Family.METRICS, "GET /metrics : reads", "");

  private final String id;
  private final Family family;
  private final Method method;
  private final String template;
  private final RequestBody body;
  private final Stream stream;
  private final Effect effect;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<String> queryNames;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.copyOf
  private final Set<String> repeatable;

  Operation(Family family, String route, String query) {
    this.id = camelCase(name());
    this.family = family;
    String[] sides = route.split(" : ", 2);
    String[] methodAndPath = sides[0].split(" ", 2);
    this.method = Method.valueOf(methodAndPath[0]);
    this.template = methodAndPath[1];
    Set<String> traits = Set.of(sides[1].split(" "));
    this.effect = traits.contains("writes") ? Effect.WRITES : Effect.READS;
    this.body =
        traits.contains("json")
            ? RequestBody.JSON
            : traits.contains("tar") ? RequestBody.STREAM : RequestBody.NONE;
    this.stream = streamOf(traits);
    List<String> names = new ArrayList<>();
    Set<String> many = new HashSet<>();
    for (String name : query.isEmpty() ? new String[0] : query.split(" ")) {
      String bare = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
      names.add(bare);
      if (name.endsWith("*")) {
        many.add(bare);
      }
    }
    this.queryNames = List.copyOf(names);
    this.repeatable = Set.copyOf(many);
  }

  private static Stream streamOf(Set<String> traits) {
    if (traits.contains("hijacks")) {
      return Stream.HIJACK;
    }
    if (traits.contains("duplex")) {
      return Stream.BOTH;
    }
    if (traits.contains("uploads")) {
      return Stream.REQUEST;
    }
    return traits.contains("streams") ? Stream.RESPONSE : Stream.NONE;
  }

  private static String camelCase(String constant) {
    StringBuilder text = new StringBuilder();
    for (String word : constant.split("_")) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return text.toString();
  }

  /**
   * Docker's operation id, such as {@code ContainerCreate}; the name used in journals and rules.
   */
  public String id() {
    return id;
  }

  public Method method() {
    return method;
  }

  /** The path without version prefix, its variable parts in braces. */
  public String template() {
    return template;
  }

  public Family family() {
    return family;
  }

  public RequestBody body() {
    return body;
  }

  public Stream stream() {
    return stream;
  }

  public Effect effect() {
    return effect;
  }

  /** The query names that the engine reads, in the order in which they are written upstream. */
  public List<String> queryNames() {
    return queryNames;
  }

  /** Whether every value of this query name counts, rather than the first one. */
  public boolean repeats(String queryName) {
    return repeatable.contains(queryName);
  }
}
