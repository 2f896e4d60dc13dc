package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.gate.testing.Archive;
import dev.cofferdam.gate.testing.Caller;
import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A container inherits the labels of its image. One that the host makes of an image that a
 * principal built must not become the principal's by that: it may have been given the host's
 * folders.
 */
@Tag("engine")
@Timeout(120)
class RealInheritedOwnerTest {
  private static final String IMAGE = "chk-inherited:1";
  private static final String CONTAINER = "chk-inherited";

  private TestGate gate;
  private Caller alice;
  private Caller engine;

  @BeforeEach
  void start() throws IOException {
    gate = TestGate.start(Map.of("chk-alice", "preset: develop"));
    alice = Caller.of(gate, "chk-alice");
    engine = Caller.ofEngine();
  }

  @AfterEach
  void stop() throws IOException {
    engine.delete("/containers/" + CONTAINER + "?force=1");
    engine.delete("/images/" + IMAGE + "?force=1");
    alice.close();
    engine.close();
    gate.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nCOPY local /local\nCMD [\"/local\"]\n",
        "FROM scratch\nCOPY local /local\nLABEL dev.cofferdam.owner=chk-alice\nCMD [\"/local\"]\n"
      })
  void theHostsContainerOfAnImageThatAPrincipalBuiltIsNotThePrincipals(String dockerfile)
      throws IOException {
    byte[] context = new Archive().file("local", "x").file("Dockerfile", dockerfile).tar();
    assertThat(alice.postArchive("/build", Map.of("t", IMAGE, "version", "1"), context).status())
        .isEqualTo(200);
    assertThat(
            engine
                .postJson("/containers/create?name=" + CONTAINER, "{\"Image\":\"" + IMAGE + "\"}")
                .status())
        .isEqualTo(201);

    assertThat(
            alice.postJson("/containers/" + CONTAINER + "/exec", "{\"Cmd\":[\"/local\"]}").status())
        .isEqualTo(404);
    assertThat(alice.delete("/containers/" + CONTAINER + "?force=1").status()).isEqualTo(404);
    assertThat(engine.lookups().inspectContainer(CONTAINER)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = "dev.cofferdam.owner")
  void norIsOneOfAnImageThatCameWithTheLabel(String label) throws IOException {
    byte[] context =
        new Archive()
            .file("local", "x")
            .file("Dockerfile", "FROM scratch\nCOPY local /local\nLABEL " + label + "=chk-alice\n")
            .tar();
    // Past the gate: as an image from a registry would carry it.
    engine.postArchive("/build", Map.of("t", IMAGE, "version", "1"), context);
    engine.postJson(
        "/containers/create?name=" + CONTAINER,
        "{\"Image\":\"" + IMAGE + "\",\"Cmd\":[\"/local\"]}");
    assertThat(alice.delete("/containers/" + CONTAINER + "?force=1").status()).isEqualTo(404);
    assertThat(engine.lookups().inspectContainer(CONTAINER)).isPresent();
  }
}
