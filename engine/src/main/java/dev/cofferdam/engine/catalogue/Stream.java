package dev.cofferdam.engine.catalogue;

/** Which side of an operation may stay open for as long as a user likes. */
public enum Stream {
  /** A short answer to a short question. */
  NONE,
  /** The response goes on: logs, events, stats, wait. */
  RESPONSE,
  /** The request is long: an archive is uploaded. */
  REQUEST,
  /** Both at once, the response beginning before the request has ended: build, load. */
  BOTH,
  /** The connection becomes a raw two-way stream: attach, exec, session. */
  HIJACK
}
