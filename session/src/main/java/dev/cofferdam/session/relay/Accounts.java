package dev.cofferdam.session.relay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The credentials of one session, by provider. They are kept in the session's folder, beside what
 * the workspace sees and never in it, so that a process that takes the session over has them.
 */
public final class Accounts {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody may read these but the owner. */
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Map<Provider, Account> accounts;

  /** Copies. */
  public Accounts(Map<Provider, Account> accounts) {
    this.accounts = accounts.isEmpty() ? Map.of() : new EnumMap<>(accounts);
  }

  /** No credentials: every call is answered with how to give them. */
  public static Accounts none() {
    return new Accounts(Map.of());
  }

  /**
   * What the caller's environment holds, under the names that the agents themselves read: {@code
   * ANTHROPIC_API_KEY}, {@code ANTHROPIC_AUTH_TOKEN} or {@code CLAUDE_CODE_OAUTH_TOKEN}, {@code
   * OPENAI_API_KEY}, {@code GEMINI_API_KEY} or {@code GOOGLE_API_KEY}; the API's address from
   * {@code ANTHROPIC_BASE_URL}, {@code OPENAI_BASE_URL} (its {@code /v1} is left away) and {@code
   * GOOGLE_GEMINI_BASE_URL}.
   *
   * @throws IllegalArgumentException when a value cannot be one
   */
  public static Accounts of(Map<String, String> environment) {
    Map<Provider, Account> found = new EnumMap<>(Provider.class);
    for (Provider provider : Provider.values()) {
      Optional<Credential> credential = RelayVariables.credential(provider, environment);
      if (credential.isPresent()) {
        URI upstream = RelayVariables.upstream(provider, environment);
        found.put(provider, new Account(upstream, credential.get()));
      }
    }
    return new Accounts(found);
  }

  /** Those of this session, with those of the other in place of its own where both have one. */
  public Accounts with(Accounts others) {
    Map<Provider, Account> all = new LinkedHashMap<>(accounts);
    all.putAll(others.accounts);
    return new Accounts(all);
  }

  /** The account of a provider. */
  public Optional<Account> of(Provider provider) {
    return Optional.ofNullable(accounts.get(provider));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return accounts.isEmpty();
  }

  /**
   * Reads what {@link #save} wrote; none when there is no file.
   *
   * @throws IOException when the file is no such file, or others may read it
   */
  public static Accounts load(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return none();
    }
    SecretFile.check(file);
    try {
      Map<Provider, Account> accounts = new EnumMap<>(Provider.class);
      for (Map.Entry<String, JsonNode> each : JSON.readTree(file.toFile()).properties()) {
        Provider provider =
            Provider.of(each.getKey()).orElseThrow(() -> new IOException("unknown provider"));
        JsonNode value = each.getValue();
        String secret = value.path("secret").asString("");
        Credential credential =
            switch (value.path("kind").asString("")) {
              case "key" -> new Credential.ApiKey(secret);
              case "oauth" -> new Credential.OAuthToken(secret);
              default -> throw new IOException("unknown kind");
            };
        accounts.put(
            provider, new Account(URI.create(value.path("upstream").asString("")), credential));
      }
      return new Accounts(accounts);
    } catch (JacksonException | IllegalArgumentException | IOException _) {
      // What is wrong is not said: it would quote the file.
      throw new IOException(
          file + " does not hold credentials as coffer wrote them. Remove it and run again");
    }
  }

  /** Writes the file, whole or not at all, readable by its owner alone. */
  public void save(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    accounts.forEach((provider, account) -> {
      ObjectNode each = root.putObject(provider.word());
      each.put("upstream", account.upstream().toString());
      each.put(
          "kind",
          switch (account.credential()) {
            case Credential.ApiKey _ -> "key";
            case Credential.OAuthToken _ -> "oauth";
          });
      each.put("secret", account.credential().secret());
    });
    Path folder = file.toAbsolutePath().getParent();
    Path made =
        Files.createTempFile(
            folder, ".coffer", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.write(made, JSON.writeValueAsBytes(root));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  @Override
  public String toString() {
    return accounts.keySet().toString();
  }
}
