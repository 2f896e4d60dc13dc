package dev.cofferdam.engine.client;

/**
 * A name is the beginning of several ids. Docker 20.10 answers 500 "Multiple IDs found with
 * provided prefix", later engines 400 or 404.
 */
public final class AmbiguousNameException extends EngineException {
  AmbiguousNameException(int status, String engineMessage) {
    super(status, engineMessage);
  }
}
