package dev.cofferdam.engine.client;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Finds what carries a label, of every kind that an engine keeps, and removes it. Throws as {@link
 * EngineLookups} does. Safe for any number of threads.
 */
public final class EngineLeftovers {
  private static final int MAX_ANSWER = 32 * 1024 * 1024;

  private final EngineClient client;
  private final Duration within;

  EngineLeftovers(EngineClient client, Duration within) {
    this.client = client;
    this.within = within;
  }

  /**
   * Something an engine keeps.
   *
   * @param id what it is removed by: a full id, or a volume's name
   * @param name what people call it
   * @param detail a container's state, an image's other names; may be empty
   * @param bytes what it takes on disk; -1 when the engine was not asked or does not know
   * @param labels its own, and those of a container's image
   */
  public record Item(
      String id, String name, String detail, long bytes, Map<String, String> labels) {}

  /** Containers, running or not, with what they wrote. */
  public List<Item> containers(String label) throws IOException {
    Map<String, String> query = filter(label);
    query.put("all", "1");
    query.put("size", "1");
    return json("/containers/json" + Paths.query(query))
        .valueStream()
        .map(c -> {
          List<String> names = Json.texts(c.path("Names"));
          String name = names.isEmpty() ? Json.text(c.path("Id")) : names.getFirst();
          return new Item(
              Json.text(c.path("Id")),
              name.startsWith("/") ? name.substring(1) : name,
              Json.text(c.path("State")),
              Json.number(c.path("SizeRw")),
              Json.labels(c.path("Labels")));
        })
        .toList();
  }

  /** Networks; they take no room. */
  public List<Item> networks(String label) throws IOException {
    return json("/networks" + Paths.query(filter(label)))
        .valueStream()
        .map(n ->
            new Item(
                Json.text(n.path("Id")),
                Json.text(n.path("Name")),
                "",
                -1,
                Json.labels(n.path("Labels"))))
        .toList();
  }

  /** Volumes; what they take is not asked, because the engine would count every file. */
  public List<Item> volumes(String label) throws IOException {
    return json("/volumes" + Paths.query(filter(label)))
        .path("Volumes")
        .valueStream()
        .map(v ->
            new Item(
                Json.text(v.path("Name")),
                Json.text(v.path("Name")),
                "",
                -1,
                Json.labels(v.path("Labels"))))
        .toList();
  }

  /** Images with their size, layers that they share with others included. */
  public List<Item> images(String label) throws IOException {
    return json("/images/json" + Paths.query(filter(label)))
        .valueStream()
        .map(i -> {
          List<String> tags =
              Json.texts(i.path("RepoTags")).stream().filter(t -> !t.contains("<none>")).toList();
          String id = Json.text(i.path("Id"));
          return new Item(
              id,
              tags.isEmpty() ? id : tags.getFirst(),
              String.join(" ", tags.subList(Math.min(1, tags.size()), tags.size())),
              Json.number(i.path("Size")),
              Json.labels(i.path("Labels")));
        })
        .toList();
  }

  /** Removes a network; false when it is gone. Refused (403) while a container is on it. */
  public boolean removeNetwork(String id) throws IOException {
    return removed("/networks/" + Paths.segment(id));
  }

  /** Removes a volume; false when it is gone. Refused (409) while a container has it. */
  public boolean removeVolume(String name) throws IOException {
    return removed("/volumes/" + Paths.segment(name));
  }

  /** Removes an image with all its names; false when it is gone. Refused (409) while in use. */
  public boolean removeImage(String id, boolean everyName) throws IOException {
    return removed("/images/" + Paths.image(id) + (everyName ? "?force=1" : ""));
  }

  private static Map<String, String> filter(String label) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("filters", Json.write(Map.of("label", List.of(label))));
    return query;
  }

  private boolean removed(String path) throws IOException {
    try (Reply reply = client.send(Request.delete(path).within(within))) {
      if (reply.status() == 404) {
        return false;
      }
      if (reply.status() < 200 || reply.status() > 299) {
        throw EngineClient.refusal(reply);
      }
      reply.readAll(MAX_ANSWER);
      return true;
    }
  }

  private JsonNode json(String path) throws IOException {
    try (Reply reply = client.send(Request.get(path).within(within))) {
      if (reply.status() != 200) {
        throw EngineClient.refusal(reply);
      }
      return Json.parse(reply.readAll(MAX_ANSWER));
    }
  }
}
