package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.OtherRecord;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges as JSON: how they are stored, spooled and exported. */
public final class ExchangeJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private ExchangeJson() {}

  /** The exchange as one line. */
  public static byte[] bytes(Exchange exchange) {
    return MAPPER.writeValueAsBytes(object(exchange));
  }

  /** The exchange as maps, lists, texts and numbers. */
  public static Map<String, Object> object(Exchange exchange) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", exchange.id());
    json.put("agent", exchange.agent().word());
    json.put("kind", exchange.kind().word());
    json.put("user", exchange.user());
    json.put("source", exchange.source());
    json.put("transcript", exchange.transcript());
    json.put("session", exchange.session());
    json.put("title", exchange.title());
    json.put("project", exchange.project());
    json.put("branch", exchange.branch());
    json.put("model", exchange.model());
    json.put("version", exchange.version());
    json.put("started", exchange.started().toString());
    json.put("ended", exchange.ended().toString());
    json.put("complete", exchange.complete());
    json.put("records", exchange.records());
    json.put("prompt", exchange.prompt());
    json.put("answer", exchange.answer());
    List<Object> tools = new ArrayList<>(exchange.tools().size());
    for (ToolUse tool : exchange.tools()) {
      Map<String, Object> use = new LinkedHashMap<>();
      use.put("name", tool.name());
      use.put("digest", tool.digest());
      use.put("input", tool.input());
      use.put("outcome", tool.outcome().word());
      tools.add(use);
    }
    json.put("tools", tools);
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("input", exchange.usage().input());
    usage.put("output", exchange.usage().output());
    usage.put("cache_read", exchange.usage().cacheRead());
    usage.put("cache_write", exchange.usage().cacheWrite());
    usage.put("cache_write_long", exchange.usage().cacheWriteLong());
    json.put("usage", usage);
    json.put("masked", exchange.masked());
    json.put("labels", exchange.labels());
    List<Object> others = new ArrayList<>(exchange.other().size());
    for (OtherRecord other : exchange.other()) {
      others.add(Map.of("type", other.type(), "text", other.text()));
    }
    json.put("other", others);
    return json;
  }

  /**
   * The exchange in a JSON text. Members that are missing are empty, unknown ones are passed over:
   * what a newer version has written can be read.
   *
   * @throws IllegalArgumentException when it holds no exchange
   */
  public static Exchange read(byte[] json) {
    try {
      return exchange(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is no stored exchange", e);
    }
  }

  /** The exchange in a JSON object. */
  public static Exchange exchange(JsonNode json) {
    List<ToolUse> tools = new ArrayList<>();
    for (JsonNode use : json.path("tools")) {
      tools.add(
          new ToolUse(
              text(use, "name"),
              text(use, "digest"),
              text(use, "input"),
              ToolUse.Outcome.of(text(use, "outcome")).orElse(ToolUse.Outcome.PENDING)));
    }
    List<OtherRecord> others = new ArrayList<>();
    for (JsonNode other : json.path("other")) {
      others.add(new OtherRecord(text(other, "type"), text(other, "text")));
    }
    Map<String, Integer> masked = new TreeMap<>();
    json.path("masked").properties().forEach(e -> masked.put(e.getKey(), e.getValue().asInt(0)));
    TreeSet<String> labels = new TreeSet<>();
    json.path("labels").forEach(label -> labels.add(label.asString("")));
    JsonNode usage = json.path("usage");
    return new Exchange(
        text(json, "id"),
        AgentKind.of(text(json, "agent")).orElse(AgentKind.OTHER),
        ExchangeKind.of(text(json, "kind")).orElse(ExchangeKind.PROMPT),
        text(json, "user"),
        text(json, "source"),
        text(json, "transcript"),
        text(json, "session"),
        text(json, "title"),
        text(json, "project"),
        text(json, "branch"),
        text(json, "model"),
        text(json, "version"),
        text(json, "prompt"),
        text(json, "answer"),
        tools,
        new TokenUsage(
            number(usage, "input"),
            number(usage, "output"),
            number(usage, "cache_read"),
            number(usage, "cache_write"),
            number(usage, "cache_write_long")),
        Instant.parse(text(json, "started")),
        Instant.parse(text(json, "ended")),
        json.path("complete").asBoolean(false),
        json.path("records").asInt(0),
        others,
        masked,
        labels);
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }

  private static long number(JsonNode json, String name) {
    return json.path(name).asLong(0);
  }
}
