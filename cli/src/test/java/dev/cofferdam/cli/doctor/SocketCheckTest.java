package dev.cofferdam.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.EngineAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ls -la} of the socket would show, and what follows from it. */
class SocketCheckTest {
  @TempDir private Path folder;
  private Path socket;

  @BeforeEach
  void socket() throws IOException {
    socket = folder.resolve("docker.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
  }

  @Test
  void permissionsOwnerAndGroupAreShown() throws IOException {
    allow("rw-rw----");
    Check check = check();

    assertThat(check.level()).isEqualTo(Check.Level.FINE);
    assertThat(check.found())
        .contains("rw-rw----", Files.getOwner(socket).getName() + ":", "open to " + user());
  }

  @Test
  void aSocketThatEverybodyMayWriteToIsNoFixButAWarning() throws IOException {
    allow("rw-rw-rw-");
    Check check = check();

    assertThat(check.level()).isEqualTo(Check.Level.CAREFUL);
    assertThat(check.found()).contains("every user of this machine, who is root by it");
    assertThat(check.next()).isEqualTo("sudo chmod o-rw " + socket);
  }

  @Test
  void whoMayNotUseItIsToldWhichGroupMayAndHowToGiveItToAContainer() throws IOException {
    assertThat(SocketCheck.allow(socket, "docker", "ann", false))
        .contains("sudo usermod -aG docker ann", "log in again", "as good as root");
    assertThat(SocketCheck.allow(socket, "docker", "ann", true))
        .contains("--group-add $(stat -c %g " + socket + ")", "group_add in compose");
  }

  @Test
  void theQuestionToAskByHandIsCurls() {
    assertThat(SocketCheck.question(new EngineAddress.Unix(socket)))
        .contains("curl --unix-socket " + socket + " http://localhost/version");
  }

  private Check check() {
    return SocketCheck.of(new EngineAddress.Unix(socket));
  }

  private void allow(String permissions) throws IOException {
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(permissions));
  }

  private static String user() {
    return System.getProperty("user.name", "?");
  }
}
