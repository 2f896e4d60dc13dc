package dev.cofferdam.session.relay;

/** What a model's API accepts as proof of who pays. Never shown by {@code toString}. */
public sealed interface Credential {
  /** The secret itself, for the header that carries it. */
  String secret();

  /**
   * An API key.
   *
   * @param secret printable ASCII
   */
  record ApiKey(String secret) implements Credential {
    public ApiKey {
      check(secret);
    }

    @Override
    public String toString() {
      return "API key (hidden)";
    }
  }

  /**
   * A token of a subscription, such as {@code claude setup-token} prints.
   *
   * @param secret printable ASCII
   */
  record OAuthToken(String secret) implements Credential {
    public OAuthToken {
      check(secret);
    }

    @Override
    public String toString() {
      return "OAuth token (hidden)";
    }
  }

  private static void check(String secret) {
    if (secret.isEmpty() || secret.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new IllegalArgumentException(
          "a credential is one word of printable ASCII; look for blanks or line breaks in it");
    }
  }
}
