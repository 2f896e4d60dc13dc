package dev.cofferdam.gate.buildkit;

import dev.cofferdam.gate.grpc.EngineGrpc;
import dev.cofferdam.gate.grpc.GrpcServer;
import dev.cofferdam.gate.lookup.Deliberation;
import dev.cofferdam.gate.lookup.EngineLink;
import dev.cofferdam.gate.metrics.GateMetrics;
import dev.cofferdam.journal.Journal;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.Executor;

/**
 * BuildKit as one gate offers it. Safe for any thread.
 *
 * @param tasks runs each task on a virtual thread of its own
 */
public record BuildKit(
    EngineLink engine,
    Deliberation deliberation,
    Journal journal,
    GateMetrics metrics,
    Sessions sessions,
    Executor tasks) {

  /**
   * Serves a connection that has just been upgraded, until it ends.
   *
   * @param dial how the connection's own engine connection is made
   * @return ends what the connection has begun; for when it is gone
   */
  public AutoCloseable serve(ChannelPipeline pipeline, Caller caller, EngineGrpc.Dial dial) {
    Conversation conversation = new Conversation(this, caller, dial);
    GrpcServer.serve(
        pipeline, Conversation::serves, call -> tasks.execute(() -> conversation.serve(call)));
    return conversation;
  }
}
