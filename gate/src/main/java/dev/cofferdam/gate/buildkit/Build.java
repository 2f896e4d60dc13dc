package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.proto.Message;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A build that a client has begun on a connection, from its {@code Solve} to its end. Several calls
 * of the client meet here; safe for any thread.
 */
final class Build {
  private final Message request;
  private final AtomicReference<@Nullable Message> direction = new AtomicReference<>();
  private final CompletableFuture<Optional<String>> returned = new CompletableFuture<>();
  private final CompletableFuture<Attempt> first = new CompletableFuture<>();

  /**
   * One run of the build at the engine. An image that has to be pulled first makes for another one.
   *
   * @param ref the engine's name for it
   * @param next the run after it, if there is one
   */
  record Attempt(String ref, CompletableFuture<Optional<Attempt>> next) {}

  Build(Message request) {
    this.request = request;
  }

  /** {@code moby.buildkit.v1.SolveRequest}. */
  Message request() {
    return request;
  }

  /** Takes the client's one direction: a {@code SolveRequest} of the bridge. */
  boolean direct(Message solve) {
    return direction.compareAndSet(null, solve);
  }

  @Nullable Message direction() {
    return direction.get();
  }

  /** The client has directed all it wanted; with why it gave up, if it did. */
  CompletableFuture<Optional<String>> returned() {
    return returned;
  }

  /** The first run, whose progress can be followed; cancelled when there will be none. */
  CompletableFuture<Attempt> first() {
    return first;
  }
}
