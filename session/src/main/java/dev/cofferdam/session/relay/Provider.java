package dev.cofferdam.session.relay;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model's API that the relay knows. The calls that pass are those that agents make to talk to a
 * model; files, batches, administration and everything else that a key could do do not.
 */
public enum Provider {
  /** Anthropic's API; sources: its API reference, and what Claude Code sends. */
  ANTHROPIC(
      "Anthropic",
      URI.create("https://api.anthropic.com"),
      "POST /v1/messages",
      "POST /v1/messages/count_tokens",
      "GET /v1/models(/[\\w.:-]{1,100})?"),
  /** OpenAI's API; the workspace's base URL ends in {@code /v1}, as its clients expect. */
  OPENAI(
      "OpenAI",
      URI.create("https://api.openai.com"),
      "POST /v1/(responses|chat/completions|completions|embeddings)",
      "POST /v1/responses/compact",
      "GET /v1/models(/[\\w.:-]{1,100})?"),
  /** Google's Gemini API. */
  GEMINI(
      "Gemini",
      URI.create("https://generativelanguage.googleapis.com"),
      "POST /v1(beta|alpha)?/models/[\\w.-]{1,100}:"
          + "(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)",
      "GET /v1(beta|alpha)?/models(/[\\w.-]{1,100})?");

  private final String title;
  private final URI upstream;
  private final Pattern calls;

  Provider(String title, URI upstream, String... calls) {
    this.title = title;
    this.upstream = upstream;
    this.calls = Pattern.compile(String.join("|", calls));
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** Where its API is, unless a session says otherwise. */
  public URI upstream() {
    return upstream;
  }

  /** The word that stands for it in settings and, between slashes, before the relay's paths. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a call of the API may pass. The path is as sent: what is percent-encoded does not. */
  boolean allows(String method, String path) {
    return calls.matcher(method + " " + path).matches();
  }

  /** The provider of this {@link #word}. */
  public static Optional<Provider> of(String word) {
    for (Provider provider : values()) {
      if (provider.word().equals(word)) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }
}
