package dev.cofferdam.watch.transcript.gemini;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.Draft;
import dev.cofferdam.watch.transcript.JsonText;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.Tally;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The messages of one session of Gemini CLI, in either of its formats. A message is told again,
 * with the same id, when the tools that it calls have ended, and all of them when a session is
 * resumed.
 */
final class GeminiMessages {
  private static final int MOST_OPEN = 20;

  /** What Gemini CLI tells the model at the start, in the person's place. */
  private static final String CONTEXT = "<session_context>";

  private static final Pattern WORKSPACE =
      Pattern.compile("Workspace Directories:\\**\\s+- (/[^\\n]*)");

  private final Origin origin;
  private final Tally tally;
  private final Deque<Draft> drafts = new ArrayDeque<>();
  private final List<Draft> done = new ArrayList<>();
  private final Map<String, Draft> byPrompt = new HashMap<>();
  private final Set<String> prompts = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private @Nullable Draft open;
  private String session;
  private String folder = "";
  private boolean subagent;

  GeminiMessages(Origin origin, Tally tally) {
    this.origin = origin;
    this.tally = tally;
    this.session = origin.stem();
  }

  /** What a document, or a line that is no message, says about the session. */
  void about(JsonNode session) {
    this.session = session.path("sessionId").asString(this.session);
    folder = session.path("directories").path(0).asString(folder);
    if (session.has("kind")) {
      subagent = session.path("kind").asString("").equals("subagent");
    }
  }

  /** The next message. */
  void message(JsonNode message) {
    tally.record();
    Instant time = JsonText.time(message.path("timestamp"));
    String id = message.path("id").asString(time.toString());
    String type = message.path("type").asString("");
    switch (type) {
      case "user" -> user(message.path("content"), id, time);
      case "gemini" -> {
        if (open != null) {
          answer(open, message, id, time);
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
  }

  List<Exchange> changed(Masking masking) {
    List<Exchange> changed = new ArrayList<>();
    done.stream().filter(Draft::hasNews).forEach(each -> changed.add(each.exchange(masking)));
    done.clear();
    drafts.stream().filter(Draft::hasNews).forEach(each -> changed.add(each.exchange(masking)));
    return changed;
  }

  void settle() {
    done.clear();
    drafts.forEach(Draft::settle);
  }

  private void user(JsonNode content, String id, Instant time) {
    String text = words(content);
    if (text.startsWith(CONTEXT)) {
      Matcher workspace = WORKSPACE.matcher(text);
      folder = folder.isEmpty() && workspace.find() ? workspace.group(1).strip() : folder;
      return;
    }
    if (text.isBlank() || hasToolResult(content)) {
      return;
    }
    if (!prompts.add(id)) {
      tally.copy();
      open = byPrompt.get(id);
      return;
    }
    ExchangeKind kind =
        text.startsWith("/")
            ? ExchangeKind.COMMAND
            : subagent ? ExchangeKind.SUBAGENT : ExchangeKind.PROMPT;
    Draft draft =
        new Draft(AgentKind.GEMINI, kind, origin, session + '\0' + id, text, time)
            .place(session, folder, "", "");
    byPrompt.put(id, draft);
    drafts.addLast(draft);
    while (drafts.size() > MOST_OPEN) {
      Draft old = drafts.removeFirst();
      byPrompt.values().remove(old);
      done.add(old);
    }
    open = draft;
  }

  private void answer(Draft draft, JsonNode message, String id, Instant time) {
    String text = words(message.path("content"));
    if (!text.isEmpty() && answered.add(id)) {
      draft.record(time);
      draft.answer(text);
    }
    String model = message.path("model").asString("");
    if (!model.isEmpty()) {
      draft.model(model);
    }
    JsonNode tokens = message.path("tokens");
    if (tokens.isObject()) {
      long cached = tokens.path("cached").asLong(0);
      draft.usage(
          id,
          new TokenUsage(
              Math.max(0, tokens.path("input").asLong(0) - cached),
              tokens.path("output").asLong(0) + tokens.path("thoughts").asLong(0),
              cached,
              0,
              0));
    }
    for (JsonNode call : message.path("toolCalls")) {
      String use = call.path("id").asString("");
      draft.tool(use, call.path("name").asString("tool"), JsonText.flat(call.path("args")));
      switch (call.path("status").asString("")) {
        case "success" -> draft.outcome(use, ToolUse.Outcome.OK);
        case "error", "cancelled" -> draft.outcome(use, ToolUse.Outcome.FAILED);
        default -> {
          // It has not ended.
        }
      }
    }
    // What a tool brings back is followed by another message.
    draft.complete(!text.isEmpty() && message.path("toolCalls").isEmpty());
  }

  private static boolean hasToolResult(JsonNode content) {
    for (JsonNode part : content) {
      if (part.has("functionResponse")) {
        return true;
      }
    }
    return false;
  }

  private static String words(JsonNode content) {
    if (content.isString()) {
      return content.asString("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      String words =
          part.isString()
              ? part.asString("")
              : part.path("thought").asBoolean(false) ? "" : part.path("text").asString("");
      if (!words.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(words);
      }
    }
    return text.toString();
  }
}
