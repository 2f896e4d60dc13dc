package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.SHARED;
import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.View;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that others share. */
class SharingTest {
  private static final Set<Operation> READS =
      EnumSet.of(
          Operation.CONTAINER_INSPECT,
          Operation.CONTAINER_LOGS,
          Operation.CONTAINER_STATS,
          Operation.CONTAINER_TOP);

  private final Scene scene = new Scene();

  static Operation[] onOneContainer() {
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.template().startsWith("/containers/{"))
        .toArray(Operation[]::new);
  }

  @ParameterizedTest
  @MethodSource("onOneContainer")
  void itCanBeReadAndNothingElse(Operation operation) {
    Verdict verdict = scene.decide(operation, "shared-db", "", null);
    if (READS.contains(operation)) {
      assertThat(forward(verdict).call().target()).isEqualTo(SHARED);
    } else {
      assertThat(finding(verdict).status()).isIn(403, 404);
    }
  }

  @Test
  void itsSecretsAreMasked() {
    assertThat(forward(scene.decide(Operation.CONTAINER_INSPECT, SHARED, "", null)).view())
        .isEqualTo(View.SHARED_CONTAINER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"VolumesFrom\":[\"shared-db\"]",
        "\"NetworkMode\":\"container:shared-db\"",
        "\"PidMode\":\"container:shared-db\"",
        "\"IpcMode\":\"container:shared-db\"",
        "\"Links\":[\"shared-db:db\"]",
      })
  void noContainerIsBuiltUponIt(String member) {
    assertThat(finding(scene.host(member)).rule()).isEqualTo("container.shared");
  }

  @Test
  void aContainerThatIsNotSharedIsHiddenAsBefore() {
    assertThat(finding(scene.decide(Operation.CONTAINER_LOGS, "theirs", "", null)).status())
        .isEqualTo(404);
  }
}
