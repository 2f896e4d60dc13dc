package dev.cofferdam.watch.transcript.codex;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One transcript of Codex. The prompt comes twice, as an item for the model and as an event for the
 * screen; items for the model also hold what Codex itself tells the model about the surroundings.
 */
final class CodexConversation implements Conversation {
  private static final Set<String> KNOWN =
      Set.of(
          "session_meta",
          "turn_context",
          "response_item",
          "event_msg",
          "compacted",
          "world_state",
          "token_usage_record");

  private final Origin origin;
  private final Tally tally = new Tally();
  private final List<Draft> done = new ArrayList<>();
  private @Nullable Draft open;
  private String session;
  private String folder = "";
  private String branch = "";
  private String version = "";
  private String model = "";
  private JsonNode counted = JsonText.missing();
  private int prompts;

  CodexConversation(Origin origin) {
    this.origin = origin;
    String stem = origin.stem();
    // rollout-<time>-<uuid>
    this.session = stem.length() > 36 ? stem.substring(stem.length() - 36) : stem;
  }

  @Override
  public void piece(byte[] buffer, int from, int length) {
    JsonNode line = JsonText.object(buffer, from, length, tally);
    if (line == null) {
      tally.corrupt();
      return;
    }
    tally.record();
    Instant time = JsonText.time(line.path("timestamp"));
    JsonNode payload = line.path("payload");
    String type = line.path("type").asString("");
    if (open != null && !type.equals("session_meta") && !type.equals("turn_context")) {
      open.record(time);
    }
    switch (type) {
      case "session_meta" -> meta(payload);
      case "turn_context" -> context(payload);
      case "response_item" -> item(payload, time);
      case "event_msg" -> event(payload, time);
      default -> {
        if (!KNOWN.contains(type)) {
          tally.unknown(type.isEmpty() ? "(none)" : type);
          if (open != null) {
            open.other(type, line.toString());
          }
        }
      }
    }
  }

  @Override
  public List<Exchange> changed(Masking masking) {
    List<Exchange> changed = new ArrayList<>();
    for (Draft draft : done) {
      if (draft.hasNews()) {
        changed.add(draft.exchange(masking));
      }
    }
    done.clear();
    if (open != null && open.hasNews()) {
      changed.add(open.exchange(masking));
    }
    return changed;
  }

  @Override
  public void settle() {
    done.clear();
    if (open != null) {
      open.settle();
    }
  }

  @Override
  public Tally tally() {
    return tally;
  }

  private void meta(JsonNode payload) {
    session = text(payload, "id", session);
    folder = text(payload, "cwd", folder);
    version = text(payload, "cli_version", version);
    branch = text(payload.path("git"), "branch", branch);
  }

  private void context(JsonNode payload) {
    folder = text(payload, "cwd", folder);
    model = text(payload, "model", model);
    if (open != null && !model.isEmpty()) {
      open.model(model);
    }
  }

  private void item(JsonNode payload, Instant time) {
    switch (payload.path("type").asString("")) {
      case "message" -> message(payload, time);
      case "function_call", "custom_tool_call", "local_shell_call" -> {
        if (open != null) {
          JsonNode input =
              payload.has("arguments")
                  ? payload.path("arguments")
                  : payload.has("input") ? payload.path("input") : payload.path("action");
          open.tool(
              payload.path("call_id").asString(""),
              text(payload, "name", "shell"),
              JsonText.flat(input));
        }
      }
      case "function_call_output", "custom_tool_call_output" -> {
        if (open != null) {
          open.outcome(
              payload.path("call_id").asString(""), CodexOutcome.of(payload.path("output")));
        }
      }
      default -> {
        // Reasoning, searches: not part of the answer.
      }
    }
  }

  private void message(JsonNode payload, Instant time) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : payload.path("content")) {
      String words = part.path("text").asString("");
      if (part.path("type").asString("").equals("input_image")) {
        words = "[image]";
      }
      if (!words.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(words);
      }
    }
    String role = payload.path("role").asString("");
    if (role.equals("user") && isTyped(payload) && !isSurroundings(text.toString())) {
      begin(text.toString(), time);
    } else if (role.equals("assistant") && open != null) {
      open.answer(text.toString());
      if (!model.isEmpty()) {
        open.model(model);
      }
    }
  }

  private void event(JsonNode payload, Instant time) {
    switch (payload.path("type").asString("")) {
      case "user_message" -> {
        String text = payload.path("message").asString("");
        // The item with the same words has begun the exchange already, but for pictures.
        if (open == null || !open.asks(text)) {
          String mine = text.strip();
          if (!mine.isEmpty() && (open == null || open.hasAnswer())) {
            begin(text, time);
          }
        }
      }
      case "token_count" -> tokens(payload.path("info"));
      case "task_complete", "turn_complete", "turn_aborted" -> {
        if (open != null) {
          open.complete(true);
        }
      }
      default -> {
        // What the screen showed; the items say the same.
      }
    }
  }

  /** Told after each answer of the model, and told again without a new one: totals say which. */
  private void tokens(JsonNode info) {
    JsonNode total = info.path("total_token_usage");
    JsonNode last = info.path("last_token_usage");
    if (open == null || !last.isObject() || total.equals(counted)) {
      return;
    }
    counted = total;
    long cached = last.path("cached_input_tokens").asLong(0);
    open.usage(
        "count " + total.path("total_tokens").asLong(0),
        new TokenUsage(
            Math.max(0, last.path("input_tokens").asLong(0) - cached),
            last.path("output_tokens").asLong(0),
            cached,
            0,
            0));
  }

  private void begin(String prompt, Instant time) {
    if (prompt.isBlank()) {
      return;
    }
    if (open != null) {
      done.add(open);
    }
    prompts++;
    open =
        new Draft(
                AgentKind.CODEX,
                ExchangeKind.PROMPT,
                origin,
                session + '\0' + prompts + '\0' + time + '\0' + prompt,
                prompt,
                time)
            .place(session, folder, branch, version);
    if (!model.isEmpty()) {
      open.model(model);
    }
  }

  /** Versions since 2026 say of what kind the parts are: {@code user.text} is what was typed. */
  private static boolean isTyped(JsonNode payload) {
    JsonNode kinds =
        payload.path("internal_chat_message_metadata_passthrough").path("content_item_kinds");
    for (JsonNode kind : kinds) {
      if (kind.asString("").startsWith("user.")) {
        return true;
      }
    }
    return kinds.isEmpty();
  }

  private static boolean isSurroundings(String text) {
    String start = text.stripLeading();
    return start.startsWith("<environment_context>")
        || start.startsWith("<user_instructions>")
        || start.startsWith("<permissions instructions>")
        || start.startsWith("<turn_aborted>")
        || start.startsWith("# AGENTS.md instructions");
  }

  private static String text(JsonNode payload, String name, String otherwise) {
    String text = payload.path(name).asString("");
    return text.isEmpty() ? otherwise : text;
  }

  /** How a tool ended, as far as its output says. */
  private static final class CodexOutcome {
    static ToolUse.Outcome of(JsonNode output) {
      JsonNode success = output.path("success");
      if (success.isBoolean()) {
        return success.asBoolean(true) ? ToolUse.Outcome.OK : ToolUse.Outcome.FAILED;
      }
      String text = output.isString() ? output.asString("") : output.path("content").asString("");
      int code = text.indexOf("\"exit_code\":");
      int from = code >= 0 ? code + 12 : text.startsWith("Exit code: ") ? 11 : -1;
      int process = text.indexOf("Process exited with code ");
      if (process >= 0 && from < 0) {
        from = process + 25;
      }
      return from < 0 || text.startsWith("0", from) ? ToolUse.Outcome.OK : ToolUse.Outcome.FAILED;
    }
  }
}
