package dev.cofferdam.watch.transcript.gemini;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.JsonText;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.Tally;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A transcript of an older Gemini CLI: one document, written anew with every message. */
final class GeminiDocument implements Conversation {
  private final Origin origin;
  private final Tally tally = new Tally();
  private final GeminiMessages messages;

  GeminiDocument(Origin origin) {
    this.origin = origin;
    this.messages = new GeminiMessages(origin, tally);
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
    messages.about(document);
    document.path("messages").forEach(messages::message);
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
