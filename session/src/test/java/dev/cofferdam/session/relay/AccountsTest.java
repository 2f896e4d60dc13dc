package dev.cofferdam.session.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final String KEY = "sk-ant-api03-real";

  @TempDir Path folder;

  @Test
  void anAgentGetsItsOwnProvidersKeyAndNoOther() throws IOException {
    Map<String, String> environment =
        Map.of("ANTHROPIC_API_KEY", KEY, "OPENAI_API_KEY", "sk-other");

    Accounts claude = AccountChoice.of("claude", false, List.of(), environment);

    assertThat(claude.of(Provider.ANTHROPIC)).isPresent();
    assertThat(claude.of(Provider.OPENAI)).isEmpty();
    assertThat(AccountChoice.of("shell", false, List.of(), environment).isEmpty()).isTrue();
    assertThat(AccountChoice.of("shell", true, List.of(), environment).of(Provider.OPENAI))
        .isPresent();
  }

  @Test
  void whatTheWorkspaceGetsHoldsNoSecret() throws IOException {
    Accounts accounts =
        AccountChoice.of("claude", false, List.of(), Map.of("ANTHROPIC_API_KEY", KEY));

    assertThat(RelayVariables.inside(accounts))
        .containsEntry("ANTHROPIC_BASE_URL", "http://127.0.0.1:8377/anthropic")
        .containsKey("ANTHROPIC_API_KEY");
    assertThat(RelayVariables.inside(accounts).toString()).doesNotContain(KEY);
    assertThat(accounts.toString() + accounts.of(Provider.ANTHROPIC)).doesNotContain(KEY);
    assertThat(new String(ClaudeHome.settings(List.of("/workspace")), StandardCharsets.UTF_8))
        .contains(RelayVariables.approvedKeyEnd())
        .doesNotContain(KEY);
  }

  @Test
  void eachAgentWithAKeyFindsAHomeThatLeadsItToTheRelay() throws IOException {
    Map<String, String> environment =
        Map.of("OPENAI_API_KEY", "sk-openai-real", "GEMINI_API_KEY", "gemini-real");
    Accounts accounts = AccountChoice.of("shell", true, List.of(), environment);

    Map<String, byte[]> files = AgentHome.files(accounts, List.of("/workspace", "/home/me/a\"b"));

    assertThat(files)
        .containsOnlyKeys(
            ".codex/config.toml", ".gemini/settings.json", ".gemini/trustedFolders.json");
    assertThat(text(files, ".codex/config.toml"))
        .contains(
            "base_url = \"http://127.0.0.1:8377/openai/v1\"", "[projects.\"/home/me/a\\\"b\"]");
    assertThat(text(files, ".gemini/trustedFolders.json"))
        .contains("\"/workspace\":\"TRUST_FOLDER\"");
    assertThat(files.values())
        .noneMatch(file -> new String(file, StandardCharsets.UTF_8).contains("real\""));
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  @Test
  void aTokenOfASubscriptionIsShownAsOne() throws IOException {
    Accounts accounts =
        AccountChoice.of(
            "claude", false, List.of(), Map.of("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-real"));

    assertThat(RelayVariables.inside(accounts))
        .containsKey("CLAUDE_CODE_OAUTH_TOKEN")
        .doesNotContainKey("ANTHROPIC_API_KEY");
  }

  @Test
  void whatIsSavedIsReadAgainAndNobodyElseMayReadIt() throws IOException {
    Path file = folder.resolve("credentials.json");
    AccountChoice.of("claude", false, List.of(), Map.of("ANTHROPIC_API_KEY", KEY)).save(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Accounts.load(file).of(Provider.ANTHROPIC))
        .contains(new Account(Provider.ANTHROPIC.upstream(), new Credential.ApiKey(KEY)));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Accounts.load(file)).hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedFileIsNotQuoted() throws IOException {
    Path file = Files.writeString(folder.resolve("credentials.json"), "{\"anthropic\": " + KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> Accounts.load(file))
        .hasMessageContaining("Remove it")
        .hasNoCause()
        .hasMessageNotContaining(KEY);
  }

  @Test
  void aKeyFileThatOthersMayReadIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    List<String> named = List.of("anthropic=file:" + file);

    assertThatThrownBy(() -> AccountChoice.of("shell", false, named, Map.of()))
        .hasMessageContaining("chmod 600 " + file);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(AccountChoice.of("shell", false, named, Map.of()).of(Provider.ANTHROPIC))
        .map(Account::credential)
        .contains(new Credential.ApiKey(KEY));
  }

  @Test
  void aCredentialThatIsWrittenWronglyIsNotQuoted() {
    for (String wrong : List.of(KEY, "anthropic=" + KEY, "other=env:" + KEY)) {
      assertThatThrownBy(() -> AccountChoice.of("shell", false, List.of(wrong), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(KEY);
    }
  }

  @Test
  void aKeyGoesToNoAddressThatCouldLeakIt() {
    Credential key = new Credential.ApiKey(KEY);
    for (String address :
        List.of("http://api.anthropic.com", "ftp://127.0.0.1", "https://me@host", "https:///x")) {
      assertThatThrownBy(() -> new Account(URI.create(address), key))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Account(URI.create("http://127.0.0.1:8080"), key).credential()).isEqualTo(key);
  }
}
