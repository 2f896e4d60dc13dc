package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.http.BodyLength;
import dev.cofferdam.gate.request.Admitted;
import dev.cofferdam.gate.request.RequestWriter;
import dev.cofferdam.gate.request.RequestWriter.Framing;
import dev.cofferdam.policy.Verdict;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A decided request on its way to the engine.
 *
 * @param body the rebuilt body, or null when there is none or it is streamed
 * @param streamed whether the client's body is passed on while it arrives
 * @param ready the bytes of head and body where they have been written before, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying a body would be a waste
record Outgoing(
    Admitted admitted,
    Verdict.Forward forward,
    byte @Nullable [] body,
    boolean streamed,
    byte @Nullable [] ready) {

  Outgoing(Admitted admitted, Verdict.Forward forward, byte @Nullable [] body, boolean streamed) {
    this(admitted, forward, body, streamed, null);
  }

  Outgoing withBytes(byte[] bytes) {
    return new Outgoing(admitted, forward, body, streamed, bytes);
  }

  /** Whether the request can be sent a second time when a kept connection turns out dead. */
  boolean canRepeat() {
    return switch (forward.call().operation().method()) {
      case GET, HEAD -> !streamed;
      case POST, PUT, DELETE, OPTIONS -> false;
    };
  }

  boolean isHead() {
    return forward.call().operation().method() == dev.cofferdam.engine.catalogue.Method.HEAD;
  }

  /**
   * Whether the body goes to the engine in chunks; it does so only when it came in chunks, so that
   * HTTP/1.0 clients can upload too.
   */
  boolean chunked() {
    return streamed && admitted.head().body() instanceof BodyLength.Chunked;
  }

  /** The head, and the body when it is at hand. */
  ByteBuf write() {
    if (ready != null) {
      return Buffers.ALLOCATOR.buffer(ready.length).writeBytes(ready);
    }
    ByteBuf out = Buffers.ALLOCATOR.buffer(512);
    RequestWriter.write(
        out,
        forward.call(),
        admitted.head(),
        admitted.head().minorVersion() == 0,
        framing(),
        streamed || body != null ? admitted.contentType() : null,
        admitted.registryHeaders());
    if (body != null) {
      out.writeBytes(body);
    }
    return out;
  }

  private Framing framing() {
    if (streamed) {
      return switch (admitted.head().body()) {
        case BodyLength.None() -> new Framing.None();
        case BodyLength.Exactly(long bytes) -> new Framing.Length(bytes);
        case BodyLength.Chunked() -> new Framing.Chunked();
        case BodyLength.UntilClose() -> throw new IllegalStateException("no request ends so");
      };
    }
    return body == null ? new Framing.None() : new Framing.Length(body.length);
  }
}
