package dev.cofferdam.engine.client;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Which containers are on which networks, and changes to it. Every method throws {@link
 * EngineUnavailableException} when no engine answers and {@link EngineException} when it refuses.
 * Safe for any number of threads.
 */
public final class EngineNetworks {
  private static final int MAX_ANSWER = 32 * 1024 * 1024;

  private final EngineClient client;
  private final Duration within;

  EngineNetworks(EngineClient client, Duration within) {
    this.client = client;
    this.within = within;
  }

  /**
   * All networks that carry a label; {@link NetworkInfo#containers} is empty in a list.
   *
   * @param labelFilter {@code name} or {@code name=value}; empty for every network
   */
  public List<NetworkInfo> list(String labelFilter) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    if (!labelFilter.isEmpty()) {
      query.put("filters", Json.write(Map.of("label", List.of(labelFilter))));
    }
    try (Reply reply = client.send(Request.get("/networks" + Paths.query(query)).within(within))) {
      JsonNode list = Json.parse(succeeded(reply).readAll(MAX_ANSWER));
      return list.valueStream().map(NetworkInfo::of).toList();
    }
  }

  /**
   * Puts a container on a network; nothing happens when it is there.
   *
   * @param aliases further names by which the others on the network find it
   */
  public void connect(String networkId, String containerId, List<String> aliases)
      throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Container", containerId);
    if (!aliases.isEmpty()) {
      body.put("EndpointConfig", Map.of("Aliases", aliases));
    }
    try {
      post(networkId, "/connect", body);
    } catch (EngineException e) {
      // 403 with these words on all engines; nothing else says that it is there already.
      if (!e.engineMessage().contains("already exists in network")) {
        throw e;
      }
    }
  }

  /**
   * Takes a container off a network; nothing happens when it is not there, or there is no such
   * network or container.
   *
   * @param force also when the container does not run or is on its way out
   */
  public void disconnect(String networkId, String containerId, boolean force) throws IOException {
    try {
      post(networkId, "/disconnect", Map.of("Container", containerId, "Force", force));
    } catch (EngineException e) {
      if (e.status() != 404 && !e.engineMessage().contains("is not connected to")) {
        throw e;
      }
    }
  }

  private void post(String networkId, String action, Map<String, Object> body) throws IOException {
    String path = "/networks/" + Paths.segment(networkId) + action;
    Request request = Request.post(path, Request.Content.json(Json.write(body)));
    try (Reply reply = client.send(request.within(within))) {
      succeeded(reply).readAll(MAX_ANSWER);
    }
  }

  private static Reply succeeded(Reply reply) throws IOException {
    if (reply.status() < 200 || reply.status() > 299) {
      throw EngineClient.refusal(reply);
    }
    return reply;
  }
}
