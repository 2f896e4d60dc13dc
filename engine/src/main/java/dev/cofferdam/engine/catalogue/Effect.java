package dev.cofferdam.engine.catalogue;

/** Whether an operation can change what the engine holds. */
public enum Effect {
  READS,
  WRITES
}
