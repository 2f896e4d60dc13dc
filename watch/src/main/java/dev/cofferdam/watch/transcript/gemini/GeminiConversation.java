package dev.cofferdam.watch.transcript.gemini;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Draft;
import dev.cofferdam.watch.transcript.JsonText;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One transcript of Gemini CLI. It names the project by a hash alone, so the project is unknown
 * unless the document itself says it.
 */
final class GeminiConversation implements Conversation {
  private final Origin origin;
  private final Tally tally = new Tally();
  private final List<Draft> drafts = new ArrayList<>();

  GeminiConversation(Origin origin) {
    this.origin = origin;
  }

  @Override
  public void piece(byte[] buffer, int from, int length) {
    if (!origin.path().contains("/chats/")) {
      return;
    }
    JsonNode document = JsonText.object(buffer, from, length, tally);
    if (document == null || !document.path("messages").isArray()) {
      tally.corrupt();
      return;
    }
    String session = document.path("sessionId").asString(origin.stem());
    String folder = document.path("directories").path(0).asString("");
    Draft open = null;
    for (JsonNode message : document.path("messages")) {
      tally.record();
      open = message(message, session, folder, open);
    }
  }

  @Override
  public List<Exchange> changed(Masking masking) {
    List<Exchange> changed = new ArrayList<>();
    for (Draft draft : drafts) {
      if (draft.hasNews()) {
        changed.add(draft.exchange(masking));
      }
    }
    return changed;
  }

  @Override
  public void settle() {
    drafts.forEach(Draft::settle);
  }

  @Override
  public Tally tally() {
    return tally;
  }

  private @Nullable Draft message(
      JsonNode message, String session, String folder, @Nullable Draft open) {
    Instant time = JsonText.time(message.path("timestamp"));
    String type = message.path("type").asString("");
    String text = words(message.path("content"));
    switch (type) {
      case "user" -> {
        Draft draft =
            new Draft(
                    AgentKind.GEMINI,
                    text.startsWith("/") ? ExchangeKind.COMMAND : ExchangeKind.PROMPT,
                    origin,
                    session + '\0' + message.path("id").asString(time.toString()),
                    text,
                    time)
                .place(session, folder, "", "");
        drafts.add(draft);
        return draft;
      }
      case "gemini" -> {
        if (open != null) {
          answer(open, message, text, time);
        }
      }
      case "info", "error", "warning" -> {
        if (open != null) {
          open.record(time);
        }
      }
      default -> {
        tally.unknown(type.isEmpty() ? "(none)" : type);
        if (open != null) {
          open.other(type, message.toString());
        }
      }
    }
    return open;
  }

  private static void answer(Draft open, JsonNode message, String text, Instant time) {
    open.record(time);
    open.answer(text);
    String model = message.path("model").asString("");
    if (!model.isEmpty()) {
      open.model(model);
    }
    JsonNode tokens = message.path("tokens");
    if (tokens.isObject()) {
      long cached = tokens.path("cached").asLong(0);
      open.usage(
          message.path("id").asString(time.toString()),
          new TokenUsage(
              Math.max(0, tokens.path("input").asLong(0) - cached),
              tokens.path("output").asLong(0) + tokens.path("thoughts").asLong(0),
              cached,
              0,
              0));
    }
    boolean pending = false;
    for (JsonNode call : message.path("toolCalls")) {
      String id = call.path("id").asString("");
      open.tool(id, call.path("name").asString("tool"), JsonText.flat(call.path("args")));
      switch (call.path("status").asString("")) {
        case "success" -> open.outcome(id, ToolUse.Outcome.OK);
        case "error", "cancelled" -> open.outcome(id, ToolUse.Outcome.FAILED);
        default -> pending = true;
      }
    }
    open.complete(!pending && !text.isEmpty());
  }

  private static String words(JsonNode content) {
    if (content.isString()) {
      return content.asString("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      String words = part.isString() ? part.asString("") : part.path("text").asString("");
      if (!words.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(words);
      }
    }
    return text.toString();
  }
}
