package dev.cofferdam.session.relay;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables by which agents know their API: those read on the host, and those that
 * the workspace gets in their place.
 */
public final class RelayVariables {
  /** Where the relay answers on the workspace's localhost. */
  public static final int PORT = 8377;

  /** Shaped as the agents expect a key; the API knows no such key. */
  static final String KEY = "sk-ant-api03-cofferdam-holds-the-real-key-outside";

  private static final String TOKEN = "sk-ant-oat01-cofferdam-holds-the-real-token-outside";
  private static final String OTHER_KEY = "sk-cofferdam-holds-the-real-key-outside";

  private RelayVariables() {}

  static Optional<Credential> credential(Provider provider, Map<String, String> environment) {
    Optional<Credential> key =
        first(
                environment,
                switch (provider) {
                  case ANTHROPIC -> List.of("ANTHROPIC_API_KEY");
                  case OPENAI -> List.of("OPENAI_API_KEY");
                  case GEMINI -> List.of("GEMINI_API_KEY", "GOOGLE_API_KEY");
                })
            .map(Credential.ApiKey::new);
    if (key.isPresent() || provider != Provider.ANTHROPIC) {
      return key;
    }
    return first(environment, List.of("CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_AUTH_TOKEN"))
        .map(Credential.OAuthToken::new);
  }

  static URI upstream(Provider provider, Map<String, String> environment) {
    String name = baseUrl(provider);
    Optional<String> given = first(environment, List.of(name));
    if (given.isEmpty()) {
      return provider.upstream();
    }
    try {
      String text = given.get().replaceAll("/+$", "");
      return URI.create(provider == Provider.OPENAI ? text.replaceAll("/v1$", "") : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is no URL. Correct it, or unset it", e);
    }
  }

  /**
   * What the workspace's environment gets for each provider with an account: the relay's address,
   * and a placeholder where a credential is expected. Nothing of it is secret.
   */
  public static Map<String, String> inside(Accounts accounts) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Provider provider : Provider.values()) {
      accounts
          .of(provider)
          .ifPresent(account -> {
            variables.put(baseUrl(provider), address(provider));
            boolean subscription = account.credential() instanceof Credential.OAuthToken;
            switch (provider) {
              case ANTHROPIC ->
                  variables.put(
                      subscription ? "CLAUDE_CODE_OAUTH_TOKEN" : "ANTHROPIC_API_KEY",
                      subscription ? TOKEN : KEY);
              case OPENAI -> variables.put("OPENAI_API_KEY", OTHER_KEY);
              case GEMINI -> variables.put("GEMINI_API_KEY", OTHER_KEY);
            }
          });
    }
    return variables;
  }

  /** The base URL of a provider's API as the workspace sees it. */
  static String address(Provider provider) {
    String path = provider == Provider.OPENAI ? "/v1" : "";
    return "http://127.0.0.1:" + PORT + "/" + provider.word() + path;
  }

  /**
   * The end of the placeholder key by which Claude Code remembers that its user approved it ({@code
   * customApiKeyResponses} in {@code .claude.json}).
   */
  public static String approvedKeyEnd() {
    return KEY.substring(KEY.length() - 20);
  }

  private static String baseUrl(Provider provider) {
    return switch (provider) {
      case ANTHROPIC -> "ANTHROPIC_BASE_URL";
      case OPENAI -> "OPENAI_BASE_URL";
      case GEMINI -> "GOOGLE_GEMINI_BASE_URL";
    };
  }

  private static Optional<String> first(Map<String, String> environment, List<String> names) {
    return names.stream()
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
