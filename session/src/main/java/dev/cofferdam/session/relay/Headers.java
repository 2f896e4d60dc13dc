package dev.cofferdam.session.relay;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which headers pass the relay. Credentials of the client do not: what it holds is a placeholder,
 * and anything else would be a second way out. What frames the message is written anew.
 */
final class Headers {
  private static final Set<String> REQUEST =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "content-encoding",
          "content-type",
          "idempotency-key",
          "originator",
          "session_id",
          "conversation_id",
          "user-agent",
          "x-app",
          "x-client-request-id",
          "x-goog-api-client");

  private static final List<String> REQUEST_PREFIXES =
      List.of("anthropic-", "openai-", "x-stainless-", "x-claude-", "x-codex-");

  private static final Set<String> RESPONSE =
      Set.of(
          "cache-control",
          "content-encoding",
          "content-type",
          "date",
          "request-id",
          "retry-after",
          "retry-after-ms",
          "x-request-id",
          "x-should-retry");

  private static final List<String> RESPONSE_PREFIXES =
      List.of("anthropic-", "openai-", "x-ratelimit-", "x-codex-");

  /** What makes Anthropic's API accept a subscription's token. */
  private static final String OAUTH_BETA = "oauth-2025-04-20";

  private Headers() {}

  /** Copies what may pass, and adds the credential. */
  static void request(
      HttpHeaders from, Provider provider, Credential credential, HttpRequest.Builder to) {
    String betas = "";
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("anthropic-beta")) {
        betas = betas.isEmpty() ? header.getValue() : betas + "," + header.getValue();
      } else if (passes(name, REQUEST, REQUEST_PREFIXES)) {
        to.header(name, header.getValue());
      }
    }
    switch (credential) {
      case Credential.ApiKey key ->
          to.header(
              switch (provider) {
                case ANTHROPIC -> "x-api-key";
                case OPENAI -> "authorization";
                case GEMINI -> "x-goog-api-key";
              },
              provider == Provider.OPENAI ? "Bearer " + key.secret() : key.secret());
      case Credential.OAuthToken token -> {
        to.header("authorization", "Bearer " + token.secret());
        if (token.secret().startsWith("sk-ant-oat") && !betas.contains(OAUTH_BETA)) {
          betas = betas.isEmpty() ? OAUTH_BETA : betas + "," + OAUTH_BETA;
        }
      }
    }
    if (!betas.isEmpty()) {
      to.header("anthropic-beta", betas);
    }
  }

  /** Copies what the client may see of the answer's headers. */
  static void response(java.net.http.HttpHeaders from, HttpHeaders to) {
    Predicate<String> shown = name -> passes(name, RESPONSE, RESPONSE_PREFIXES);
    from.map()
        .forEach((name, values) -> {
          if (shown.test(name.toLowerCase(Locale.ROOT))) {
            to.add(name, values);
          }
        });
  }

  private static boolean passes(String name, Set<String> names, List<String> prefixes) {
    return names.contains(name) || prefixes.stream().anyMatch(name::startsWith);
  }
}
