package dev.cofferdam.gate.request;

import dev.cofferdam.engine.body.Shape;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that may go on: its operation is known and may be used by this principal.
 *
 * @param call canonical, its body not read yet
 * @param reading how the body is to be read
 * @param shape the shape of a typed body, or null when the operation takes none
 * @param contentType what the engine is told the body is, or null when there is none
 * @param registryHeaders rebuilt registry credentials, by header name
 * @param dropped query names that the operation does not know and that are not passed on
 */
public record Admitted(
    RequestHead head,
    Call call,
    BodyReading reading,
    @Nullable Shape shape,
    @Nullable String contentType,
    Map<String, String> registryHeaders,
    List<String> dropped) {

  /** The same request with another head, whose fields the new request is made from. */
  public Admitted withHead(RequestHead newHead) {
    return new Admitted(newHead, call, reading, shape, contentType, registryHeaders, dropped);
  }
}
