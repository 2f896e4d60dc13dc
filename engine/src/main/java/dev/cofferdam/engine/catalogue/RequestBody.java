package dev.cofferdam.engine.catalogue;

/** What an operation takes as its request body. */
public enum RequestBody {
  /** No body; one that is sent all the same is refused. */
  NONE,
  /** One JSON document, small enough to be read whole. */
  JSON,
  /** A stream of any length: a tar archive or an image. */
  STREAM
}
