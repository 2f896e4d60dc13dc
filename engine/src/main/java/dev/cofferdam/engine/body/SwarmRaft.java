package dev.cofferdam.engine.body;

/** How the managers of a swarm agree. */
public final class SwarmRaft {
  public static final Shape SHAPE = Shape.named("RaftConfig");

  /** A setting of the swarm. */
  public static final Member<Long> SNAPSHOT_INTERVAL =
      SHAPE.unsigned("SnapshotInterval", Danger.DANGEROUS);

  /** A setting of the swarm. */
  public static final Member<Long> KEEP_OLD_SNAPSHOTS =
      SHAPE.unsigned("KeepOldSnapshots", Danger.DANGEROUS);

  /** A setting of the swarm. */
  public static final Member<Long> LOG_ENTRIES_FOR_SLOW_FOLLOWERS =
      SHAPE.unsigned("LogEntriesForSlowFollowers", Danger.DANGEROUS);

  /** A setting of the swarm. */
  public static final Member<Long> ELECTION_TICK = SHAPE.integer("ElectionTick", Danger.DANGEROUS);

  /** A setting of the swarm. */
  public static final Member<Long> HEARTBEAT_TICK =
      SHAPE.integer("HeartbeatTick", Danger.DANGEROUS);

  private SwarmRaft() {}
}
