package dev.cofferdam.gate.testing;

import dev.cofferdam.engine.client.EngineAddress;
import java.util.Map;

/** The real engines that tests run against, as {@code ./check} names them. */
public final class TestEngine {
  private TestEngine() {}

  /** The engine of most tests: {@code COFFER_TEST_ENGINE}, else the local default. */
  public static EngineAddress address() {
    Map<String, String> environment = System.getenv();
    return EngineAddress.parse(
        environment.getOrDefault("COFFER_TEST_ENGINE", "unix:///var/run/docker.sock"));
  }
}
