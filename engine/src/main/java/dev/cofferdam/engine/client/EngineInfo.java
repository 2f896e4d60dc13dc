package dev.cofferdam.engine.client;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What {@code /info} says, as far as anybody here asks.
 *
 * @param id of the engine
 * @param name the host's name
 * @param serverVersion of the engine
 * @param rootDir where it keeps its data on its host
 * @param storageDriver {@code overlay2} and the like
 * @param cgroupVersion {@code 1} or {@code 2}
 * @param defaultRuntime {@code runc} unless configured
 * @param securityOptions such as {@code name=seccomp,profile=default}, {@code name=rootless}
 * @param cpus the host's processors
 * @param memory the host's memory in bytes
 * @param logDriver what containers log with that name no driver
 */
public record EngineInfo(
    String id,
    String name,
    String serverVersion,
    String rootDir,
    String storageDriver,
    String cgroupVersion,
    String defaultRuntime,
    List<String> securityOptions,
    int cpus,
    long memory,
    String logDriver) {

  static EngineInfo of(JsonNode i) {
    return new EngineInfo(
        Json.text(i.path("ID")),
        Json.text(i.path("Name")),
        Json.text(i.path("ServerVersion")),
        Json.text(i.path("DockerRootDir")),
        Json.text(i.path("Driver")),
        Json.text(i.path("CgroupVersion")),
        Json.text(i.path("DefaultRuntime")),
        Json.texts(i.path("SecurityOptions")),
        (int) Json.number(i.path("NCPU")),
        Json.number(i.path("MemTotal")),
        Json.text(i.path("LoggingDriver")));
  }
}
