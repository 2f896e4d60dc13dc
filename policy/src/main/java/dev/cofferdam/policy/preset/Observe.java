package dev.cofferdam.policy.preset;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.query.PsArguments;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code observe}: look at everything on the engine and change nothing. Values of environment
 * variables are masked; files of containers and images stay closed.
 */
final class Observe {
  private static final Operation[] PLAIN = {
    Operation.CONTAINER_LIST,
    Operation.CONTAINER_LOGS,
    Operation.CONTAINER_STATS,
    Operation.IMAGE_LIST,
    Operation.IMAGE_HISTORY,
    Operation.NETWORK_LIST,
    Operation.NETWORK_INSPECT,
    Operation.VOLUME_LIST,
    Operation.VOLUME_INSPECT,
    Operation.SYSTEM_EVENTS,
    Operation.SYSTEM_VERSION,
    Operation.SYSTEM_PING,
    Operation.SYSTEM_PING_HEAD,
    Operation.SYSTEM_DATA_USAGE
  };

  private Observe() {}

  static Policy policy(Settings settings) {
    Map<Operation, Decision> table = new EnumMap<>(Operation.class);
    for (Operation operation : PLAIN) {
      table.put(operation, Decision.alone(_ -> {}));
    }
    table.put(Operation.CONTAINER_TOP, Decision.alone(PsArguments::check));
    Decider masked = ruling -> ruling.view(View.MASK_ENVIRONMENT);
    table.put(Operation.CONTAINER_INSPECT, Decision.alone(masked));
    table.put(Operation.IMAGE_INSPECT, Decision.alone(masked));
    table.put(Operation.SYSTEM_INFO, Decision.alone(ruling -> ruling.view(View.MASK_INFO)));
    return new TablePolicy(settings, table, (_, _, _) -> true, null);
  }
}
