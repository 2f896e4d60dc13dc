package dev.cofferdam.engine.client;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What the gate and the sessions ask of an engine, typed. Every method throws {@link
 * EngineUnavailableException} when no engine answers, {@link AmbiguousNameException} when a name is
 * the beginning of several ids, {@link EngineException} for any other refusal, and another
 * IOException when the answer does not come in time, breaks off, or is longer than 32 MiB. Safe for
 * any number of threads.
 */
public final class EngineLookups {
  private static final int MAX_ANSWER = 32 * 1024 * 1024;

  private final EngineClient client;
  private final Duration within;

  EngineLookups(EngineClient client, Duration within) {
    this.client = client;
    this.within = within;
  }

  /** Asks whether the engine is there and what it is. */
  public Ping ping() throws IOException {
    try (Reply reply = client.send(EngineClient.PING.within(within))) {
      if (reply.status() != 200) {
        throw EngineClient.refusal(reply);
      }
      reply.readAll(1024);
      return new Ping(
          reply.header("Api-Version").orElse(""),
          reply.header("Server").orElse(""),
          reply.header("Ostype").orElse(""),
          reply.header("Builder-Version").orElse(""));
    }
  }

  /** The engine's versions. */
  public EngineVersion version() throws IOException {
    return EngineVersion.of(json(Request.get("/version")));
  }

  /** The engine's host and settings. */
  public EngineInfo info() throws IOException {
    return EngineInfo.of(json(Request.get("/info")));
  }

  /** The container of this name, id or unique beginning of an id; a leading slash is allowed. */
  public Optional<ContainerInfo> inspectContainer(String name) throws IOException {
    String plain = name.startsWith("/") ? name.substring(1) : name;
    return find(plain, "/containers/" + Paths.segment(plain) + "/json", ContainerInfo::of);
  }

  /** The image of this reference, id or beginning of an id. */
  public Optional<ImageInfo> inspectImage(String reference) throws IOException {
    return find(reference, "/images/" + Paths.image(reference) + "/json", ImageInfo::of);
  }

  /** The volume of exactly this name. */
  public Optional<VolumeInfo> inspectVolume(String name) throws IOException {
    return find(name, "/volumes/" + Paths.segment(name), VolumeInfo::of);
  }

  /** The network of this id, name or unique beginning of an id. */
  public Optional<NetworkInfo> inspectNetwork(String reference) throws IOException {
    return find(reference, "/networks/" + Paths.segment(reference), NetworkInfo::of);
  }

  /** The exec of exactly this id; the engine forgets it some minutes after its end. */
  public Optional<ExecInfo> inspectExec(String id) throws IOException {
    return find(id, "/exec/" + Paths.segment(id) + "/json", ExecInfo::of);
  }

  /**
   * All containers, running or not, that carry a label.
   *
   * @param labelFilter {@code name} or {@code name=value}; empty for every container
   */
  public List<ContainerSummary> listContainers(String labelFilter) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("all", "1");
    if (!labelFilter.isEmpty()) {
      query.put("filters", Json.write(Map.of("label", List.of(labelFilter))));
    }
    JsonNode list = json(Request.get("/containers/json" + Paths.query(query)));
    return list.valueStream().map(ContainerSummary::of).toList();
  }

  /** Every image that has a name or is no part of another. */
  public List<ImageSummary> listImages() throws IOException {
    return json(Request.get("/images/json")).valueStream().map(ImageSummary::of).toList();
  }

  /** Makes a volume of the {@code local} driver; the one that is there, if there is one. */
  public VolumeInfo createVolume(String name, Map<String, String> labels) throws IOException {
    return createVolume(name, labels, Map.of());
  }

  /**
   * The same with options of the local driver; those of a volume that exists already are the
   * answer's, not these.
   */
  public VolumeInfo createVolume(
      String name, Map<String, String> labels, Map<String, String> options) throws IOException {
    String body =
        Json.write(
            Map.of("Name", name, "Driver", "local", "Labels", labels, "DriverOpts", options));
    return VolumeInfo.of(json(Request.post("/volumes/create", Request.Content.json(body))));
  }

  private <T> Optional<T> find(String name, String path, Function<JsonNode, T> reader)
      throws IOException {
    if (!Paths.routable(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(json(Request.get(path))));
    } catch (AmbiguousNameException e) {
      throw e;
    } catch (EngineException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private JsonNode json(Request request) throws IOException {
    try (Reply reply = client.send(request.within(within))) {
      if (reply.status() < 200 || reply.status() > 299) {
        throw EngineClient.refusal(reply);
      }
      return Json.parse(reply.readAll(MAX_ANSWER));
    }
  }
}
