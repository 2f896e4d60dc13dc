package dev.cofferdam.watch.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  private static final String BODY = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d";

  private final Map<String, Integer> counts = new HashMap<>();

  /** Put together here, so that no scanner takes this file for a leak. */
  @ParameterizedTest
  @CsvSource({
    "anthropic-key, sk-ant-, api03-",
    "openrouter-key, sk-or-, v1-",
    "openai-key, sk-proj-, ''",
    "github-token, ghp_, ''",
    "github-token, gho_, ''",
    "github-token, github_pat_, 11A",
    "gitlab-token, glpat-, ''",
    "slack-token, xoxb-, 123456-",
    "stripe-key, sk_live_, ''",
    "webhook-secret, whsec_, ''",
    "supabase-token, sbp_, ''",
    "google-key, AIza, Sy",
    "npm-token, npm_, ''",
    "docker-token, dckr_pat_, ''",
    "huggingface-token, hf_, ''",
    "pypi-token, pypi-AgE, Icabc",
    "sendgrid-key, SG., aB3dE5fG7hJ9.",
  })
  void keysAreKnownByHowTheyBegin(String kind, String begin, String more) {
    String key = begin + more + BODY;

    assertThat(mask("here it is: " + key + ", use it"))
        .isEqualTo("here it is: [masked " + kind + "], use it");
    assertThat(mask("\"" + key + "\"")).isEqualTo("\"[masked " + kind + "]\"");
    assertThat(counts).containsOnlyKeys(kind);
  }

  @Test
  void amazonsKeysHaveALength() {
    assertThat(mask("AKIA" + "IOSFODNN7EXAMPL2")).isEqualTo("[masked aws-access-key]");
    assertThat(mask("AKIA" + "IOSFODNN7EXAMPL2X")).contains("IOSFODNN7EXAMPL2X");
  }

  @Test
  void privateKeysGoWhole() {
    String key =
        "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIabc\ndef==\n-----END RSA PRIVATE KEY-----";

    assertThat(mask("a\n" + key + "\nb")).isEqualTo("a\n[masked private-key]\nb");
    assertThat(mask("{\"private_key\": \"" + key.replace("\n", "\\n") + "\"}"))
        .doesNotContain("MIIabc");
    assertThat(mask("cut off: -----BEGIN OPENSSH PRIVATE " + "KEY-----\nb3BlbnNz"))
        .isEqualTo("cut off: [masked private-key]");
    assertThat(mask("-----BEGIN CERTIFICATE-----\nMIIabc\n-----END CERTIFICATE-----"))
        .contains("MIIabc");
  }

  @Test
  void webTokensAndBotsAndHeaders() {
    String jwt = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0.abcDEF123_-xyz";

    assertThat(mask("token " + jwt + ".")).isEqualTo("token [masked jwt].");
    assertThat(mask("123456789:AA" + "HdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"))
        .isEqualTo("[masked telegram-token]");
    assertThat(mask("-H 'Authorization: Bearer " + "abcDEF123456789xyz987'"))
        .isEqualTo("-H 'Authorization: Bearer [masked authorization]'");
    assertThat(mask("the bearer understandsthisquitewell")).contains("understandsthisquitewell");
  }

  @Test
  void onlyThePasswordOfAUrlGoes() {
    assertThat(mask("postgres://app:s3cr3t@db:5432/app"))
        .isEqualTo("postgres://app:[masked url-password]@db:5432/app");
    assertThat(mask("https://user@host/p:a@b")).isEqualTo("https://user@host/p:a@b");
    assertThat(mask("redis://:${PASS}@cache")).contains("${PASS}");
    assertThat(mask("https://example.com:8080/a@b")).isEqualTo("https://example.com:8080/a@b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD=hunter2x",
        "export MYSQL_ROOT_PASSWORD='hunter2x'",
        "password: hunter2x",
        "\"client_secret\": \"hunter2x\"",
        "spring.datasource.password=hunter2x",
        "{'password': 'hunter2x'}",
        "PGPASSWORD=hunter2x psql -h db",
        "mysqladmin --password=hunter2x ping",
        "docker login --password hunter2x",
        "curl -u admin:hunter2x http://host",
        "API_TOKEN=hunter2x",
        "api_key = \"hunter2xhunter2x\"",
        "https://host/?access_token=hunter2xhunter2x&page=1",
      })
  void whatIsAssignedToATellingNameGoes(String text) {
    assertThat(mask(text)).doesNotContain("hunter2x").contains("[masked ");
    assertThat(counts.values()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: string;",
        "token = getToken()",
        "String password = config.password;",
        "max_tokens: 4096",
        "input_tokens=123456",
        "password=$DB_PASSWORD",
        "password: ${{ secrets.DB }}",
        "--password-file /run/secrets/db",
        "PASSWORD_FILE=/run/secrets/db",
        "the secret: be kind",
        "if (password == null) return;",
        "commit 9805f89bde3e6a04e432e5061b9a3850dfb1b251534f4b8a0",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "8635d433-bed6-4c73-833d-693849d42a96",
        "dev.cofferdam.watch.transcript.claude.ClaudeRecordReader",
        "/usr/lib/jvm/temurin-25-jdk-amd64/lib/server/libjvm.so",
        "getElementsByTagNameAndClassNameWithOptions2",
        "org.springframework.boot.autoconfigure.SpringBootApplicationV2Test",
        "integrity sha512-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d==",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHk3x9Qw2b7Yz1LmN8vR5tK0pJ4sD6fG",
        "toolu_01A09q90qw90lq917835lq9",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "https://github.com/cofferdam/cofferdam/issues/4?tab=comments#issuecomment-12345",
      })
  void whatIsNoSecretStays(String text) {
    assertThat(mask(text)).isEqualTo(text);
    assertThat(counts).isEmpty();
  }

  @Test
  void whatLooksDrawnByLotGoes() {
    assertThat(mask("it is " + BODY + " now")).isEqualTo("it is [masked random] now");
    assertThat(mask("data:image/png;base64," + BODY.repeat(200))).doesNotContain("masked");
  }

  @Test
  void aMaskedTextStaysAsItIs() {
    String once = mask("DB_PASSWORD=hunter2x and ghp_" + BODY);

    counts.clear();
    assertThat(mask(once)).isEqualTo(once);
    assertThat(counts).isEmpty();
  }

  @Test
  void theOwnListTakesTextsAndExpressions() {
    Masking masking =
        Masking.with(OwnList.of(List.of("# ours", "Nightjar", "/ACME-[0-9]{4}/", ""), "list"));

    assertThat(masking.mask("Nightjar is ACME-1234, not ACME-12", counts))
        .isEqualTo("[masked own-list] is [masked own-list], not ACME-12");
    assertThat(counts).containsEntry("own-list", 2);
  }

  @Test
  void aWrongLineOfTheOwnListIsNamed() {
    assertThatThrownBy(() -> OwnList.of(List.of("fine", "/(/"), "masking.txt"))
        .hasMessageContaining("masking.txt, line 2");
    assertThatThrownBy(() -> OwnList.of(List.of("ab"), "masking.txt"))
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> OwnList.of(List.of("/a*/"), "masking.txt"))
        .hasMessageContaining("empty text");
  }

  /**
   * Twice the text takes twice the steps: a text of this length would take hours if some search
   * went back to the start for each character.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-",
        "-sk-",
        "eyJa.",
        "eyJ",
        "-eyJ",
        "password=",
        "password=$",
        "a:a://",
        "://a:",
        ":AA",
        "-----BEGIN PRIVATE KEY",
        "-----BEGIN PRIVATE KEY-----",
        "Bearer ",
        "Aa1",
        "--password ",
        "=",
        "\"password\":\"\\\"",
        "x/",
        "-u a:"
      })
  void noTextIsSlow(String part) {
    String text = part.repeat((4 << 20) / part.length());

    assertThat(mask(text)).isNotEmpty();
  }

  @Test
  void noTextBreaksIt() {
    Random random = new Random(7);
    String letters = "sk-antBEGIN PRIVATE KEY:=@/\"'\\\n -_.AKIAeyJghp_password\ud83d\ude00";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(80); i >= 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(mask(text.toString())).isNotNull();
    }
  }

  private String mask(String text) {
    return Masking.builtIn().mask(text, counts);
  }
}
