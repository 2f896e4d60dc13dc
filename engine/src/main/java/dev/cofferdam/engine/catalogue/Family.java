package dev.cofferdam.engine.catalogue;

/**
 * The part of the Engine API that an operation belongs to, as Docker's own reference groups them.
 */
public enum Family {
  CONTAINER,
  EXEC,
  IMAGE,
  VOLUME,
  NETWORK,
  SYSTEM,
  DISTRIBUTION,
  PLUGIN,
  SWARM,
  NODE,
  SERVICE,
  TASK,
  SECRET,
  CONFIG,
  SESSION,
  BUILDKIT,
  CHECKPOINT,
  DEBUG,
  METRICS
}
