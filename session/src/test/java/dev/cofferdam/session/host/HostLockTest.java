package dev.cofferdam.session.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
  @Test
  void oneHoldsItUntilItLetsGo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("host.lock");
    HostLock held = HostLock.take(file).orElseThrow();

    assertThat(HostLock.take(file)).isEmpty();
    held.close();
    assertThat(HostLock.take(file)).isPresent();
  }
}
