package dev.cofferdam.watch.transcript.claude;

import dev.cofferdam.watch.exchange.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The members of one line that are of use here; empty where the line has none. */
final class ClaudeRecord {
  String type = "";
  String subtype = "";
  String uuid = "";
  String parent = "";
  String session = "";
  String folder = "";
  String branch = "";
  String version = "";
  String agentId = "";
  String requestId = "";
  String operation = "";
  String text = "";
  String title = "";
  String leaf = "";
  String attachmentType = "";
  String attachmentMode = "";
  String attachmentPrompt = "";
  Instant time = Instant.EPOCH;
  boolean sidechain;
  boolean meta;
  boolean compactSummary;

  String messageId = "";
  String model = "";
  String stopReason = "";
  TokenUsage usage = TokenUsage.NONE;
  boolean hasUsage;
  final List<Block> blocks = new ArrayList<>();

  /** A block of a message's content. */
  sealed interface Block {}

  record Words(String text) implements Block {}

  record Picture() implements Block {}

  record Use(String id, String name, String input) implements Block {}

  record Result(String id, boolean error) implements Block {}

  boolean hasResult() {
    return blocks.stream().anyMatch(Result.class::isInstance);
  }
}
