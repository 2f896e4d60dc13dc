package dev.cofferdam.engine.proto;

/** A message that is not what its layout says; the message names the field, never a value. */
public final class ProtoException extends Exception {
  private static final long serialVersionUID = 1L;

  ProtoException(String message) {
    super(message);
  }
}
