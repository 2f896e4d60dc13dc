package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineLookups;
import dev.cofferdam.engine.client.EngineVersion;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind the gate: its client for lookups, and what is known of it. Safe for any thread.
 */
public final class EngineLink {
  private static final Duration LOOKUP = Duration.ofSeconds(30);

  private final EngineClient client;
  private volatile @Nullable EngineTraits traits;
  private volatile Fact.@Nullable Machine machine;

  public EngineLink(EngineClient client) {
    this.client = client;
  }

  public EngineClient client() {
    return client;
  }

  /** Typed questions, each answered within 30 s or failing. */
  public EngineLookups lookups() {
    return client.lookups(LOOKUP);
  }

  /** What is known of the engine, or null while nothing is; never blocks. */
  public @Nullable EngineTraits traits() {
    return traits;
  }

  /** Asks the engine who it is; blocks. */
  public EngineTraits askTraits() throws IOException {
    EngineTraits known = traits;
    if (known != null) {
      return known;
    }
    EngineVersion version = lookups().version();
    ApiVersion newest = ApiVersion.parse(version.apiVersion());
    ApiVersion oldest = ApiVersion.parse(version.minApiVersion());
    if (newest == null) {
      throw new IOException("the engine names no API version that the gate understands");
    }
    EngineTraits asked = new EngineTraits(newest, oldest == null ? ApiVersion.FLOOR : oldest);
    traits = asked;
    return asked;
  }

  /** What the engine says of its machine, asked once; blocks. */
  Fact.Machine machine() throws IOException {
    Fact.Machine known = machine;
    if (known != null) {
      return known;
    }
    EngineInfo info = lookups().info();
    Fact.Machine asked = new Fact.Machine(info.cpus(), info.logDriver());
    machine = asked;
    return asked;
  }

  /** The engine could not be reached: another one may answer next time. */
  public void forgetTraits() {
    traits = null;
    machine = null;
  }
}
