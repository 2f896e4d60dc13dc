package dev.cofferdam.testkit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Where a conversation stands.
 *
 * @param prompt the last text that a person typed
 * @param answers how often the model has answered since
 */
record Conversation(String prompt, int answers) {
  static Conversation read(JsonNode request) {
    String prompt = "";
    int answers = 0;
    for (JsonNode message : request.path("messages")) {
      switch (message.path("role").asString("")) {
        case "assistant" -> answers++;
        case "user" -> {
          String typed = typed(message.path("content"));
          if (!typed.isEmpty()) {
            prompt = typed;
            answers = 0;
          }
        }
        default -> {
          // Notes of the agent itself.
        }
      }
    }
    return new Conversation(prompt, answers);
  }

  static List<String> toolResults(JsonNode request) {
    List<String> results = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      for (JsonNode block : message.path("content")) {
        if (block.path("type").asString("").equals("tool_result")) {
          results.add(text(block.path("content")));
        }
      }
    }
    return results;
  }

  /** The last text block that is no reminder of the agent's own. */
  private static String typed(JsonNode content) {
    if (content.isString()) {
      String text = unwrapped(content.asString());
      return isReminder(text) ? "" : text.strip();
    }
    String typed = "";
    for (JsonNode block : content) {
      String text = unwrapped(block.path("text").asString(""));
      if (block.path("type").asString("").equals("text") && !text.isEmpty() && !isReminder(text)) {
        typed = text.strip();
      }
    }
    return typed;
  }

  /** Without the tags that the agent puts around pasted text. */
  private static String unwrapped(String text) {
    return text.replaceAll("\n{0,2}</?pasted_content id=\"[0-9a-z]+\">\n", "");
  }

  private static boolean isReminder(String text) {
    return text.stripLeading().startsWith("<");
  }

  private static String text(JsonNode content) {
    if (content.isString()) {
      return content.asString();
    }
    StringBuilder text = new StringBuilder();
    content.forEach(block -> text.append(block.path("text").asString("")));
    return text.toString();
  }
}
