package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;

  @Test
  void anEngineThatIsNotThereIsToldWithTheNextStep() {
    CommandRun run = doctor("unix://" + folder.resolve("docker.sock"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("✗ engine socket +\\S+docker.sock does not exist")
        .contains("→ start Docker")
        .doesNotContain("\u001b");
  }

  @Test
  void aSocketAtWhichNobodyAnswersComesWithTheQuestionToAskByHand() throws IOException {
    Path socket = folder.resolve("docker.sock");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
    }

    CommandRun run = doctor("unix://" + socket);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("[✓!] engine socket")
        .containsPattern("✗ engine +\\S+ does not answer")
        .contains("curl --unix-socket " + socket + " http://localhost/version");
  }

  @Test
  void aBrokenJournalIsFound() throws IOException {
    Files.createDirectories(folder.resolve("journal"));
    Files.writeString(folder.resolve("journal/HEAD"), "nonsense");

    assertThat(doctor("unix:///nowhere/docker.sock").out()).containsPattern("✗ journal ");
  }

  @Test
  void anAddressThatIsNoneIsAUsageError() {
    assertThat(doctor("docker").exitCode()).isEqualTo(2);
  }

  @Test
  @Tag("engine")
  void aRealEngineIsDescribed() {
    String engine =
        System.getenv().getOrDefault("COFFER_TEST_ENGINE", "unix:///var/run/docker.sock");

    CommandRun run = doctor(engine);

    assertThat(run.out())
        .containsPattern("✓ engine socket")
        .containsPattern("✓ engine +(Docker|Podman) [0-9]+\\.[0-9]+")
        .containsPattern("✓ API versions +1\\.[0-9]{2} to 1\\.[0-9]{2}")
        .containsPattern("[✓!] volume subpaths")
        .containsPattern("[✓!] helper containers")
        .containsPattern("✓ state folder")
        .containsPattern("others' objects are hidden +no +yes +no +no");
    assertThat(run.exitCode()).isZero();
    assertThat(
            CommandRun.of("doctor", "--engine", engine, "--state", folder.toString(), "--json")
                .out())
        .contains("\"ok\" : true", "\"what\" : \"API versions\"");
  }

  private CommandRun doctor(String engine) {
    return CommandRun.of("doctor", "--engine", engine, "--state", folder.toString());
  }
}
