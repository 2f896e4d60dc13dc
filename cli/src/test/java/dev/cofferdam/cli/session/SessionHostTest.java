package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.HostProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SessionHostTest {
  private static final SessionName NAME = new SessionName("one");

  @TempDir private Path state;
  private SessionFolder folder;

  @BeforeEach
  void aFolder() throws IOException {
    folder = SessionFolder.in(state, NAME);
    folder.create();
  }

  @Test
  void aHostThatIsNeverToldToServeEndsWithWhoeverStartedItAndTouchesNothing() throws Exception {
    Process host = new ProcessBuilder(HostCommandLine.command()).redirectErrorStream(true).start();
    host.getOutputStream().close(); // as the system does for one that is killed

    assertThat(host.inputReader().readLine()).isNull();
    assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(host.exitValue()).isZero();
    assertThat(folder.lock()).doesNotExist();
    assertThat(folder.journal()).doesNotExist();
  }

  @Test
  void aHostThatIsToldToServeAndCannotSaysWhy() throws Exception {
    HostProcess host = HostProcess.begin(folder, HostCommandLine::start);
    try {
      host.go();
      assertThatThrownBy(() -> host.awaitServing(Duration.ofSeconds(60)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("there is no such session")
          .hasMessageContaining(folder.log().toString());
    } finally {
      host.abandon();
    }
  }

  @Test
  void aHostThatIsAbandonedIsGone() throws Exception {
    List<Long> before = children();
    HostProcess host = HostProcess.begin(folder, HostCommandLine::start);
    assertThat(children()).hasSize(before.size() + 1);

    host.abandon();

    assertThat(children()).isEqualTo(before);
    assertThat(folder.lock()).doesNotExist();
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
  }
}
