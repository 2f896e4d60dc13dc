package dev.cofferdam.gate.view;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import dev.cofferdam.gate.lookup.EngineLink;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.request.TargetWriter;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Serves the calls whose response is not relayed as it is. Blocks; for virtual threads. Safe for
 * any number of them.
 */
public final class Views {
  /**
   * A response that is read whole may be this long; a longer one is refused rather than shown
   * unfiltered.
   */
  static final int MAX_DOCUMENT = 64 * 1024 * 1024;

  private static final String NOTHING_PRUNED = "{\"CachesDeleted\":null,\"SpaceReclaimed\":0}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineLink engine;
  private final Ownership ownership;

  public Views(EngineLink engine, Ownership ownership) {
    this.engine = engine;
    this.ownership = ownership;
  }

  /**
   * Sends the call to the engine and writes what the principal may see of the answer.
   *
   * @param body the rebuilt body, or null
   * @throws IOException when the engine fails, or the client is gone
   */
  public void serve(
      Principal principal,
      Policy policy,
      Verdict.Forward forward,
      byte @Nullable [] body,
      ResponseSink sink)
      throws IOException {
    if (forward.view() == Verdict.View.NOTHING_PRUNED) {
      byte[] nothing = NOTHING_PRUNED.getBytes(StandardCharsets.UTF_8);
      sink.begin(
          200,
          Map.of(
              "Content-Type",
              "application/json",
              "Content-Length",
              Integer.toString(nothing.length)));
      sink.write(nothing, 0, nothing.length);
      sink.end();
      return;
    }
    EngineClient client = engine.client();
    MountFilter mounted =
        forward.view() == Verdict.View.OWN_CONTAINERS
            ? MountFilter.of(forward.call())
            : MountFilter.NONE;
    Call call = mounted.widened(forward.call());
    Request request =
        new Request(
            call.operation().method(),
            TargetWriter.write(call),
            false,
            Map.of(),
            body == null
                ? Request.Content.NONE
                : new Request.Content.Whole("application/json", body),
            Optional.empty());
    try (Reply reply = client.send(request)) {
      sink.onCancel(reply::close);
      if (reply.status() != 200) {
        // An error of the engine speaks of what the caller named itself.
        document(sink, reply, reply.readAll(MAX_DOCUMENT));
        return;
      }
      Sight sight = new Sight(engine, ownership, principal, policy);
      if (forward.view() == Verdict.View.FILTER_EVENTS) {
        sink.begin(200, headers(reply, -1));
        Events.filter(reply.body(), sight, sink);
        sink.end();
        return;
      }
      byte[] shown = show(forward.view(), call, mounted, reply.readAll(MAX_DOCUMENT), sight);
      document(sink, reply, shown);
    }
  }

  private static byte[] show(
      Verdict.View view, Call call, MountFilter mounted, byte[] document, Sight sight)
      throws IOException {
    try {
      JsonNode root = JSON.readTree(document);
      if (root.isMissingNode()) {
        throw new IOException("the engine's answer is empty");
      }
      switch (view) {
        case MASK_ENVIRONMENT -> Masks.environment(root);
        case OWN_CONTAINER -> {
          OwnBinds.inspected(root, sight);
          if (sight.masksEnvironment()) {
            Masks.environment(root);
          }
        }
        case SHARED_CONTAINER -> {
          OwnBinds.inspected(root, sight);
          Masks.environment(root);
        }
        case OWN_CONTAINERS -> {
          SharedContainers.addTo(root, call, sight);
          for (JsonNode container : root) {
            OwnBinds.listed(container, sight);
          }
          mounted.apply(root, sight);
        }
        case MASK_INFO -> Masks.info(root);
        case FILTER_IMAGES -> Lists.images(root, sight);
        case FILTER_VOLUMES -> Lists.volumes(root, sight);
        case FILTER_NETWORKS -> Lists.networks(root, sight);
        case FILTER_NETWORK_CONTAINERS -> Lists.containersOfNetwork(root, sight);
        case FILTER_DISK_USAGE -> Lists.diskUsage(root, sight);
        case RELAY, FILTER_EVENTS, GRPC, SESSION, NOTHING_PRUNED ->
            throw new IllegalStateException(view + " is no view of a document");
      }
      return JSON.writeValueAsBytes(root);
    } catch (JacksonException e) {
      throw new IOException("the engine's answer is not the JSON that was expected", e);
    }
  }

  private static void document(ResponseSink sink, Reply reply, byte[] bytes) throws IOException {
    sink.begin(reply.status(), headers(reply, bytes.length));
    sink.write(bytes, 0, bytes.length);
    sink.end();
  }

  private static Map<String, String> headers(Reply reply, int length) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name :
        new String[] {"Api-Version", "Content-Type", "Docker-Experimental", "Ostype", "Server"}) {
      reply.header(name).ifPresent(value -> headers.put(name, value));
    }
    if (length >= 0) {
      headers.put("Content-Length", Integer.toString(length));
    }
    return headers;
  }
}
