package dev.cofferdam.session.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which credentials a session's relay gets. */
public final class AccountChoice {
  private AccountChoice() {}

  /**
   * Those of the agent's own provider in the environment, or of every provider when all are wanted;
   * and those that are named.
   *
   * @param agent {@code claude}, {@code codex}, {@code gemini} or another word
   * @param all whether the project's settings ask for the relay
   * @param named each {@code PROVIDER=file:PATH} or {@code PROVIDER=env:VARIABLE}, with a provider
   *     {@code anthropic}, {@code openai} or {@code gemini}
   * @throws IllegalArgumentException when a named one is written otherwise, or a value can be no
   *     credential
   * @throws IOException when a file cannot be read, or others may read it
   */
  public static Accounts of(
      String agent, boolean all, List<String> named, Map<String, String> environment)
      throws IOException {
    Map<Provider, Account> chosen = new EnumMap<>(Provider.class);
    Accounts found = Accounts.of(environment);
    for (Provider provider : Provider.values()) {
      if (all || provider == ofAgent(agent).orElse(null)) {
        found.of(provider).ifPresent(account -> chosen.put(provider, account));
      }
    }
    for (String each : named) {
      int equals = each.indexOf('=');
      Provider provider =
          Provider.of(equals < 0 ? "" : each.substring(0, equals))
              .orElseThrow(AccountChoice::malformed);
      String secret = secret(each.substring(equals + 1), environment);
      Credential credential =
          provider == Provider.ANTHROPIC && secret.startsWith("sk-ant-oat")
              ? new Credential.OAuthToken(secret)
              : new Credential.ApiKey(secret);
      chosen.put(provider, new Account(RelayVariables.upstream(provider, environment), credential));
    }
    return new Accounts(chosen);
  }

  private static String secret(String place, Map<String, String> environment) throws IOException {
    if (place.startsWith("file:")) {
      return SecretFile.read(Path.of(place.substring(5)));
    }
    if (!place.startsWith("env:")) {
      throw malformed();
    }
    String name = place.substring(4);
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IOException(
          "the credential is to come from the variable " + name + ", which is not set");
    }
    return value;
  }

  private static Optional<Provider> ofAgent(String agent) {
    return switch (agent) {
      case "claude" -> Optional.of(Provider.ANTHROPIC);
      case "codex" -> Optional.of(Provider.OPENAI);
      case "gemini" -> Optional.of(Provider.GEMINI);
      default -> Optional.empty();
    };
  }

  /** Without the text, which may be the secret itself. */
  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "a credential is given as PROVIDER=file:PATH or PROVIDER=env:VARIABLE, with anthropic,"
            + " openai or gemini as the provider");
  }
}
