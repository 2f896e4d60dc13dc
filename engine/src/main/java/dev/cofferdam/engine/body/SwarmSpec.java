package dev.cofferdam.engine.body;

import java.util.Map;

/** The body of SwarmUpdate: the settings of a swarm. */
public final class SwarmSpec {
  public static final Shape SHAPE = Shape.named("SwarmSpec");

  /** The engine knows "default" only. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.DANGEROUS);

  /** Labels of the swarm. */
  public static final Member<Map<String, String>> LABELS =
      SHAPE.textMap("Labels", Danger.DANGEROUS);

  /** How many old tasks are kept. */
  public static final Member<Body> ORCHESTRATION =
      SHAPE.object("Orchestration", SwarmOrchestration.SHAPE, Danger.DANGEROUS);

  /** How managers agree. */
  public static final Member<Body> RAFT = SHAPE.object("Raft", SwarmRaft.SHAPE, Danger.DANGEROUS);

  /** How often nodes report. */
  public static final Member<Body> DISPATCHER =
      SHAPE.object("Dispatcher", SwarmDispatcher.SHAPE, Danger.DANGEROUS);

  /** Who may join. */
  public static final Member<Body> CA_CONFIG =
      SHAPE.object("CAConfig", SwarmCa.SHAPE, Danger.DANGEROUS);

  /** The log driver of all services. */
  public static final Member<Body> TASK_DEFAULTS =
      SHAPE.object("TaskDefaults", SwarmTaskDefaults.SHAPE, Danger.DANGEROUS);

  /** Whether managers need a key to start again. */
  public static final Member<Body> ENCRYPTION_CONFIG =
      SHAPE.object("EncryptionConfig", SwarmEncryption.SHAPE, Danger.DANGEROUS);

  private SwarmSpec() {}
}
