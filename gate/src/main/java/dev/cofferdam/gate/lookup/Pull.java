package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import dev.cofferdam.gate.request.TargetWriter;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** A pull that the gate makes for a principal, by the same rules as the principal's own. */
final class Pull {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pull() {}

  /** The call that pulls this image; empty when it has no name that can be pulled. */
  static Optional<Call> call(EngineTraits traits, String image, String platform) {
    try {
      ImageReference reference = ImageReference.parse(image);
      String version = reference.digest() != null ? reference.digest() : reference.tag();
      Map<String, List<String>> query = new LinkedHashMap<>();
      query.put("fromImage", List.of(reference.name()));
      query.put("tag", List.of(version == null ? "latest" : version));
      if (!platform.isEmpty()) {
        query.put("platform", List.of(platform));
      }
      return Optional.of(
          new Call(Operation.IMAGE_CREATE, traits.newest(), List.of(), Query.of(query), null));
    } catch (ImageReferenceException _) {
      return Optional.empty();
    }
  }

  /**
   * Has the engine pull, and waits as long as it takes.
   *
   * @param stop takes what ends the pull early
   * @return why it failed, or empty
   */
  static Optional<String> carryOut(
      EngineLink engine, Verdict.Forward forward, Consumer<Runnable> stop) throws IOException {
    Request request =
        new Request(
            forward.call().operation().method(),
            TargetWriter.write(forward.call()),
            false,
            Map.of(),
            Request.Content.NONE,
            Optional.empty());
    try (Reply reply = engine.client().send(request)) {
      stop.accept(reply::close);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
      String failure = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String said = said(line, reply.status() == 200 ? "error" : "message");
        failure = said.isEmpty() ? failure : said;
      }
      if (failure.isEmpty() && reply.status() != 200) {
        failure = "the engine answered " + reply.status();
      }
      return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }
  }

  private static String said(String line, String member) {
    try {
      return JSON.readTree(line).path(member).asString("");
    } catch (JacksonException _) {
      return "";
    }
  }
}
