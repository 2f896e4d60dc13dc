package dev.cofferdam.session.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cofferdam.session.plan.SessionPlan.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path folder;

  @Test
  void aSecretComesFromAFileOrAVariable() throws IOException {
    Files.writeString(folder.resolve("key"), "k");

    assertThat(read("a=file:key")).isEqualTo("k");
    assertThat(read("a=key")).isEqualTo("k");
    assertThat(read("a=env:KEY")).isEqualTo("of the environment");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatIOException()
        .isThrownBy(() -> read("a=file:absent"))
        .withMessageContaining("absent, where there is no file");
    assertThatIOException()
        .isThrownBy(() -> read("a=env:ABSENT"))
        .withMessageContaining("ABSENT, which is not set");
  }

  @Test
  void whatMayBeTheSecretItselfIsNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretSource.parse("hunter2"))
        .withMessageNotContaining("hunter2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretSource.parse("../evil=hunter2"))
        .withMessageNotContaining("hunter2");
  }

  @Test
  void onlyTheAgentReadsTheFilesAndOldOnesGo() throws IOException {
    SecretFiles files = new SecretFiles(folder.resolve("secrets"));
    User self = new User((Integer) Files.getAttribute(folder, "unix:uid"), 0);
    files.replace(Map.of("old", bytes("1")), self);

    Map<String, String> placed = files.replace(Map.of("new", bytes("2")), self);

    Path file = Path.of(placed.get("new"));
    assertThat(file).hasContent("2");
    assertThat(permissions(file)).isEqualTo("r--------");
    assertThat(permissions(folder.resolve("secrets"))).isEqualTo("rwx------");
    assertThat(folder.resolve("secrets/old")).doesNotExist();
    files.remove();
    assertThat(folder.resolve("secrets")).doesNotExist();
  }

  private String read(String source) throws IOException {
    byte[] value = SecretSource.parse(source).read(folder, Map.of("KEY", "of the environment"));
    return new String(value, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
