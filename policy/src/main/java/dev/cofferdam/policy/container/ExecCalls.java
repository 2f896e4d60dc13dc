package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ExecCreate;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Map;

/** The operations on execs. */
public final class ExecCalls {
  private static final BodyRules CREATE =
      BodyRules.of(
          ExecCreate.SHAPE,
          BodyRule.check(
              ExecCreate.PRIVILEGED,
              (ruling, _) ->
                  ruling.refuse(
                      Rules.EXEC_PRIVILEGED,
                      "privileged execs are not allowed here",
                      "drop --privileged")),
          BodyRule.check(ExecCreate.WORKING_DIR, ExecCalls::workingDir),
          BodyRule.harmless(ExecCreate.USER, ExecCreate.ENV, ExecCreate.CMD));

  private ExecCalls() {}

  /** Adds how each operation on execs is decided. */
  public static void addTo(Map<Operation, Decision> table) {
    Decider own = Owned::execTarget;
    table.put(Operation.CONTAINER_EXEC, Decision.typed(ExecCalls::create));
    table.put(Operation.EXEC_START, Decision.typed(own));
    table.put(Operation.EXEC_RESIZE, Decision.asking(own));
    table.put(Operation.EXEC_INSPECT, Decision.asking(own));
  }

  private static void create(Ruling ruling) {
    Owned.containerTarget(ruling);
    // The path says which container; the member of the same name is an old client's echo.
    Body body = ruling.body(ExecCreate.SHAPE).without(ExecCreate.CONTAINER);
    ruling.body(CREATE.apply(ruling, body));
  }

  /**
   * CVE-2024-21626: runc before 1.1.12 leaked a descriptor of the host's file system, reachable as
   * {@code /proc/self/fd/N}.
   */
  private static void workingDir(Ruling ruling, String path) {
    String clean = path.replaceAll("/(?:\\.?/)*", "/");
    if (clean.startsWith("/proc") || clean.contains("..")) {
      ruling.refuse(
          Rules.EXEC_WORKING_DIR,
          "this working directory is not allowed",
          "use a path without .. and outside of /proc");
    }
  }
}
