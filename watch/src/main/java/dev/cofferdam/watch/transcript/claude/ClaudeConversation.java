package dev.cofferdam.watch.transcript.claude;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Draft;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.Tally;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One transcript of Claude Code. A prompt begins an exchange; what follows belongs to the exchange
 * of the record it answers, or else to the latest. A record that was there before is a copy: a
 * compaction writes history again, with the same identities.
 */
final class ClaudeConversation implements Conversation {
  /** Types that say nothing about what was asked and answered. */
  private static final Set<String> SILENT =
      Set.of(
          "attachment",
          "file-history-snapshot",
          "file-history-snapshot-delta",
          "last-prompt",
          "tag",
          "mode",
          "permission-mode",
          "pr-link",
          "progress",
          "relocated",
          "worktree-state",
          "agent-name",
          "agent-setting",
          "frame-link",
          "fork-context-ref",
          "started",
          "result",
          "system");

  private final Origin origin;
  private final Tally tally = new Tally();
  private final Identities seen = new Identities();
  private final OpenDrafts drafts = new OpenDrafts();
  private final QueuedPrompts queued = new QueuedPrompts();
  private String session;
  private String title = "";

  ClaudeConversation(Origin origin) {
    this.origin = origin;
    String stem = origin.stem();
    // The file of a sub-agent is named after it; its session stands in its records.
    this.session = stem.startsWith("agent-") ? "" : stem;
  }

  @Override
  public void piece(byte[] buffer, int from, int length) {
    ClaudeRecord record = parsed(buffer, from, length);
    if (record == null) {
      tally.corrupt();
      return;
    }
    if (!record.uuid.isEmpty() && !seen.add(record.uuid)) {
      tally.copy();
      return;
    }
    tally.record();
    if (!record.session.isEmpty() && session.isEmpty()) {
      session = record.session;
    }
    switch (record.type) {
      case "user" -> user(record);
      case "assistant" -> assistant(record);
      case "queue-operation" -> queue(record);
      case "ai-title", "custom-title" -> title(record.title);
      case "summary" -> summary(record);
      case "attachment" -> attachment(record);
      case "system" -> system(record);
      default -> {
        if (!SILENT.contains(record.type)) {
          unknown(record, buffer, from, length);
        }
      }
    }
  }

  @Override
  public List<Exchange> changed(Masking masking) {
    return drafts.changed(masking);
  }

  @Override
  public void settle() {
    drafts.settle();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  private @Nullable ClaudeRecord parsed(byte[] buffer, int from, int length) {
    try {
      return ClaudeRecordReader.read(buffer, from, length);
    } catch (JacksonException e) {
      // Decoding replaces what is no UTF-8. When that alone was wrong, the line can be read now.
      byte[] clean =
          new String(buffer, from, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
      try {
        ClaudeRecord record = ClaudeRecordReader.read(clean, 0, clean.length);
        tally.repaired();
        return record;
      } catch (JacksonException still) {
        return null;
      }
    }
  }

  private void user(ClaudeRecord record) {
    switch (ClaudePrompt.of(record)) {
      case ClaudePrompt.Asked(String text) -> {
        if (record.sidechain) {
          begin(ExchangeKind.SUBAGENT, record, record.uuid, text);
        } else {
          begin(asked(text), record, record.uuid, text);
        }
      }
      case ClaudePrompt.Command(String text) ->
          begin(ExchangeKind.COMMAND, record, record.uuid, text);
      case ClaudePrompt.CommandOutput(String text) -> {
        Draft draft = attach(record);
        if (draft != null && !text.equals("(no content)")) {
          draft.answer(text);
        }
        if (draft != null) {
          draft.complete(true);
        }
      }
      case ClaudePrompt.Interrupted() -> {
        Draft draft = attach(record);
        if (draft != null) {
          draft.complete(true);
        }
      }
      case ClaudePrompt.Machine() -> {
        attach(record);
        for (ClaudeRecord.Block block : record.blocks) {
          if (block instanceof ClaudeRecord.Result(String id, boolean error)) {
            drafts.outcome(id, error ? ToolUse.Outcome.FAILED : ToolUse.Outcome.OK);
          }
        }
      }
    }
  }

  private void assistant(ClaudeRecord record) {
    Draft draft = attach(record);
    if (draft == null) {
      return;
    }
    for (ClaudeRecord.Block block : record.blocks) {
      switch (block) {
        case ClaudeRecord.Words(String text) -> draft.answer(text);
        case ClaudeRecord.Use(String id, String name, String input) -> draft.tool(id, name, input);
        case ClaudeRecord.Result(String id, boolean error) ->
            draft.outcome(id, error ? ToolUse.Outcome.FAILED : ToolUse.Outcome.OK);
        case ClaudeRecord.Picture() -> draft.answer("[image]");
      }
    }
    if (!record.model.isEmpty() && !record.model.equals("<synthetic>")) {
      draft.model(record.model);
    }
    if (record.hasUsage) {
      String message =
          record.messageId.isEmpty()
              ? record.uuid
              : record.requestId.isEmpty()
                  ? record.messageId
                  : record.messageId + ":" + record.requestId;
      drafts.counting(message, draft).usage(message, record.usage);
    }
    draft.complete(!record.stopReason.isEmpty() && !record.stopReason.equals("tool_use"));
  }

  private void queue(ClaudeRecord record) {
    switch (record.operation) {
      case "enqueue" -> queued.put(record, drafts.busy());
      case "popAll" -> queued.takenBack();
      default -> {
        // Taken out of the queue: the prompt itself comes as a record of its own, or never.
      }
    }
  }

  /** A prompt that was handed to the agent in the middle of its work. */
  private void attachment(ClaudeRecord record) {
    if (record.attachmentType.equals("queued_command")
        && !record.attachmentPrompt.isBlank()
        && (record.attachmentMode.isEmpty() || record.attachmentMode.equals("prompt"))) {
      queued.take(record.attachmentPrompt);
      begin(ExchangeKind.QUEUED, record, record.uuid, record.attachmentPrompt);
    } else {
      attach(record);
    }
  }

  private void system(ClaudeRecord record) {
    if (record.subtype.equals("local_command")) {
      // Newer versions write a slash command and its output as system records.
      record.blocks.add(new ClaudeRecord.Words(record.text));
      record.meta = false;
      switch (ClaudePrompt.of(record)) {
        case ClaudePrompt.Command command -> user(record);
        case ClaudePrompt.CommandOutput output -> user(record);
        case ClaudePrompt.Asked asked -> attach(record);
        case ClaudePrompt.Interrupted interrupted -> attach(record);
        case ClaudePrompt.Machine machine -> attach(record);
      }
    } else {
      attach(record);
    }
  }

  private void title(String text) {
    if (!text.isBlank()) {
      title = text.strip();
      drafts.title(title);
    }
  }

  /** A summary names the record it ends with; one that is not from here belongs to another file. */
  private void summary(ClaudeRecord record) {
    if (seen.contains(record.leaf)) {
      title(record.title);
    }
  }

  private void unknown(ClaudeRecord record, byte[] buffer, int from, int length) {
    tally.unknown(record.type.isEmpty() ? "(none)" : record.type);
    Draft draft = attach(record);
    if (draft != null) {
      draft.other(
          record.type, new String(buffer, from, Math.min(length, 16384), StandardCharsets.UTF_8));
    }
  }

  /** How a prompt came; those that it shows to have been dropped from the queue are told first. */
  private ExchangeKind asked(String text) {
    QueuedPrompts.Waiting waited = queued.take(text);
    if (waited != null) {
      return waited.busy() ? ExchangeKind.QUEUED : ExchangeKind.PROMPT;
    }
    for (QueuedPrompts.Waiting dropped : queued.overtaken()) {
      begin(ExchangeKind.QUEUED, dropped.record(), "", dropped.record().text);
    }
    return ExchangeKind.PROMPT;
  }

  private void begin(ExchangeKind kind, ClaudeRecord record, String key, String prompt) {
    String identity = key.isEmpty() ? session + '\0' + record.time + '\0' + prompt : key;
    Draft draft =
        new Draft(AgentKind.CLAUDE_CODE, kind, origin, identity, prompt, record.time)
            .place(
                record.session.isEmpty() ? session : record.session,
                record.folder,
                record.branch,
                record.version);
    draft.title(title);
    if (kind == ExchangeKind.COMMAND && prompt.startsWith("!")) {
      draft.complete(true);
    }
    drafts.begin(draft, record);
  }

  private @Nullable Draft attach(ClaudeRecord record) {
    Draft draft = drafts.of(record);
    if (draft != null) {
      draft.record(record.time);
      draft.place("", record.folder, record.branch, record.version);
    }
    return draft;
  }
}
