package dev.cofferdam.gate.view;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.gate.lookup.EngineLink;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An engine with a few objects, a record of owners, and what the principal {@code agent} sees of
 * them under {@code develop}. The network {@code team} is shared.
 */
final class Scene implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final Principal AGENT = new Principal("agent");
  static final Policy DEVELOP = TestGate.policy("preset: develop\nnetworks:\n  shared: [team]\n");
  static final Policy OBSERVE = TestGate.policy("preset: observe");

  final ScriptedEngine engine;
  final Map<String, String> objects = new ConcurrentHashMap<>();
  final Ownership ownership = Ownership.inMemory();
  final EngineLink link;

  Scene() {
    try {
      engine = ScriptedEngine.start().knowing(objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    link = new EngineLink(new EngineClient(engine.address()));
  }

  Sight sight() {
    return new Sight(link, ownership, AGENT, DEVELOP);
  }

  Sight sight(Policy policy) {
    return new Sight(link, ownership, AGENT, policy);
  }

  /** The engine has this container; an empty owner stands for none. */
  Scene container(String id, String owner) {
    objects.put(
        "GET /containers/" + id + "/json",
        json("{'Id':'%s','Config':{'Labels':%s}}".formatted(id, labels("owner", owner))));
    return this;
  }

  Scene network(String id, String name, String owner) {
    objects.put(
        "GET /networks/" + id,
        json("{'Id':'%s','Name':'%s','Labels':%s}".formatted(id, name, labels("owner", owner))));
    return this;
  }

  Scene volume(String name, String owner) {
    objects.put(
        "GET /volumes/" + name,
        json("{'Name':'%s','Labels':%s}".formatted(name, labels("owner", owner))));
    return this;
  }

  Scene image(String name, String id, String owner) {
    objects.put(
        "GET /images/" + name + "/json",
        json("{'Id':'%s','Config':{'Labels':%s}}".formatted(id, labels("image-owner", owner))));
    return this;
  }

  /** Labels of this owner in JSON with apostrophes; null where there is none, as Docker says it. */
  static String labels(String label, String owner) {
    return owner.isEmpty() ? "null" : "{'dev.cofferdam." + label + "':'" + owner + "'}";
  }

  /** JSON that is written with apostrophes in place of quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static JsonNode tree(String text) {
    return JSON.readTree(json(text));
  }

  /** The values of a member of each element, in order. */
  static List<String> each(JsonNode list, String member) {
    return list.valueStream().map(node -> node.path(member).asString("")).toList();
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(node -> node.asString("")).toList();
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
