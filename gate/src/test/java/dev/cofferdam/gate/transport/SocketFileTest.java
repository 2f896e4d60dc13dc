package dev.cofferdam.gate.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
  private static final SocketFile.Binding<ServerSocketChannel> JDK =
      new SocketFile.Binding<>() {
        @Override
        public ServerSocketChannel bind(Path address) throws IOException {
          ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
          return server.bind(UnixDomainSocketAddress.of(address));
        }

        @Override
        public void close(ServerSocketChannel bound) {
          try {
            bound.close();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      };

  @TempDir Path folder;

  @Test
  void aPathLongerThanAnAddressCanBeListenedOnAndTakenOver() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(90)).resolve("e".repeat(60)));
    SocketFile file = new SocketFile(deep.resolve("docker.sock"), "0600", Optional.empty());

    try (ServerSocketChannel bound = file.bind(JDK)) {
      assertThat(answers(deep)).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> file.bind(JDK))
          .hasMessageContaining("another process listens there");
    }

    try (ServerSocketChannel again = file.bind(JDK)) {
      assertThat(answers(deep)).isTrue();
    }
    file.remove();
    try (var left = Files.list(deep)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Path path = Files.writeString(folder.resolve("docker.sock"), "kept");
    SocketFile file = new SocketFile(path, "0600", Optional.empty());

    assertThatThrownBy(() -> file.bind(JDK)).hasMessageContaining("no socket");

    assertThat(path).hasContent("kept");
  }

  /** Connects through a short link, as the workspace does by its mount. */
  private boolean answers(Path deep) throws IOException {
    Path link = folder.resolve("l");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, deep);
    try (SocketChannel client =
        SocketChannel.open(UnixDomainSocketAddress.of(link.resolve("docker.sock")))) {
      return client.isConnected();
    }
  }
}
