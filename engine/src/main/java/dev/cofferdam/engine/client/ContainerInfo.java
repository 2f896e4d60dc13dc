package dev.cofferdam.engine.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A container as {@code GET /containers/{id}/json} shows it.
 *
 * @param id 64 hex digits
 * @param name without the leading slash
 * @param labels its own and its image's
 * @param imageId {@code sha256:…}
 * @param running whether a process of it runs (also when paused)
 * @param error why its last start failed, in the engine's words; else empty
 * @param tty whether attach and logs are raw instead of frames
 * @param autoRemove whether it goes away when it ends
 * @param limits what it may use
 * @param binds {@code HostConfig.Binds}, as given
 * @param volumesFrom {@code HostConfig.VolumesFrom}, as given: whose mounts it took over
 * @param ports {@code HostConfig.PortBindings}: what was asked to be published
 * @param mounts what is mounted, binds and volumes alike, by destination (Docker's order varies)
 * @param networks network name to network id; the id is empty until the container was started
 */
public record ContainerInfo(
    String id,
    String name,
    Map<String, String> labels,
    String imageId,
    boolean running,
    String error,
    boolean tty,
    boolean autoRemove,
    Limits limits,
    List<String> binds,
    List<String> volumesFrom,
    List<PublishedPort> ports,
    List<Mount> mounts,
    Map<String, String> networks) {

  /**
   * @param memory bytes; 0 for no limit
   * @param nanoCpus billionths of a CPU, whether given as {@code NanoCpus} or as a quota over a
   *     period; 0 for no limit
   * @param quota whether the CPUs were given as a quota, as a period, or both
   * @param pids 0 or below for no limit
   */
  public record Limits(long memory, long nanoCpus, boolean quota, long pids) {}

  /**
   * @param containerPort such as {@code 80/tcp}
   * @param hostIp empty for all addresses
   * @param hostPort a number, a range, or empty for a free one
   */
  public record PublishedPort(String containerPort, String hostIp, String hostPort) {}

  /**
   * @param type {@code bind}, {@code volume}, {@code tmpfs}, …
   * @param name the volume's name; empty for others
   * @param source on the engine's host
   * @param destination in the container
   */
  public record Mount(String type, String name, String source, String destination) {}

  static ContainerInfo of(JsonNode c) {
    JsonNode host = c.path("HostConfig");
    String name = Json.text(c.path("Name"));
    return new ContainerInfo(
        Json.text(c.path("Id")),
        name.startsWith("/") ? name.substring(1) : name,
        Json.labels(c.path("Config").path("Labels")),
        Json.text(c.path("Image")),
        Json.truth(c.path("State").path("Running")),
        Json.text(c.path("State").path("Error")),
        Json.truth(c.path("Config").path("Tty")),
        Json.truth(host.path("AutoRemove")),
        new Limits(
            Json.number(host.path("Memory")),
            nanoCpus(host),
            Json.number(host.path("CpuQuota")) != 0 || Json.number(host.path("CpuPeriod")) != 0,
            Json.number(host.path("PidsLimit"))),
        Json.texts(host.path("Binds")),
        Json.texts(host.path("VolumesFrom")),
        ports(host.path("PortBindings")),
        c.path("Mounts")
            .valueStream()
            .map(ContainerInfo::mount)
            .sorted(Comparator.comparing(Mount::destination))
            .toList(),
        networks(c.path("NetworkSettings").path("Networks")));
  }

  /** The engine lets nobody give both; a period of 0 is the kernel's 100 ms. */
  private static long nanoCpus(JsonNode host) {
    long quota = Json.number(host.path("CpuQuota"));
    if (quota <= 0) {
      return Json.number(host.path("NanoCpus"));
    }
    long period = Json.number(host.path("CpuPeriod"));
    return Math.round((double) quota / (period > 0 ? period : 100_000) * 1e9);
  }

  private static Mount mount(JsonNode m) {
    return new Mount(
        Json.text(m.path("Type")),
        Json.text(m.path("Name")),
        Json.text(m.path("Source")),
        Json.text(m.path("Destination")));
  }

  private static List<PublishedPort> ports(JsonNode bindings) {
    List<PublishedPort> ports = new ArrayList<>();
    for (Map.Entry<String, JsonNode> port : bindings.properties()) {
      for (JsonNode b : port.getValue()) {
        ports.add(
            new PublishedPort(
                port.getKey(), Json.text(b.path("HostIp")), Json.text(b.path("HostPort"))));
      }
    }
    return List.copyOf(ports);
  }

  private static Map<String, String> networks(JsonNode object) {
    Map<String, String> networks = new LinkedHashMap<>();
    object
        .properties()
        .forEach(n -> networks.put(n.getKey(), Json.text(n.getValue().path("NetworkID"))));
    return java.util.Collections.unmodifiableMap(networks);
  }
}
