package dev.cofferdam.policy.preset;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.ruling.Decision;
import java.util.EnumMap;
import java.util.Map;

/** {@code transparent}: everything passes as it came, and is on record. */
final class Transparent {
  private Transparent() {}

  static Policy policy(Settings settings) {
    Map<Operation, Decision> table = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      table.put(operation, Decision.alone(_ -> {}));
    }
    return new TablePolicy(settings, table, (_, _, _) -> true, null);
  }
}
