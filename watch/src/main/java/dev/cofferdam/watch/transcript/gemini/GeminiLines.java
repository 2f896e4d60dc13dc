package dev.cofferdam.watch.transcript.gemini;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.JsonText;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.Tally;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A transcript of Gemini CLI as it is written since 2026: a line about the session, then a line for
 * each message, and lines that set members of the session anew ({@code $set}), all messages among
 * them, or take messages back ({@code $rewindTo}), which were asked all the same.
 */
final class GeminiLines implements Conversation {
  private final Origin origin;
  private final Tally tally = new Tally();
  private final GeminiMessages messages;

  GeminiLines(Origin origin) {
    this.origin = origin;
    this.messages = new GeminiMessages(origin, tally);
  }

  @Override
  public void piece(byte[] buffer, int from, int length) {
    if (!origin.path().contains("/chats/")) {
      return;
    }
    JsonNode line = JsonText.object(buffer, from, length, tally);
    if (line == null) {
      tally.corrupt();
    } else if (line.has("$set")) {
      messages.about(line.path("$set"));
      line.path("$set").path("messages").forEach(messages::message);
    } else if (line.has("type")) {
      messages.message(line);
    } else {
      messages.about(line);
    }
  }

  @Override
  public List<Exchange> changed(Masking masking) {
    return messages.changed(masking);
  }

  @Override
  public void settle() {
    messages.settle();
  }

  @Override
  public Tally tally() {
    return tally;
  }
}
