package dev.cofferdam.gate.request;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.gate.http.Headers;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.policy.Call;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the head of the new request that the engine gets: a known target and a few known headers.
 */
public final class RequestWriter {
  /** The value of {@code Host}: the name Docker's own client uses for a local socket. */
  private static final String HOST = "api.moby.localhost";

  private RequestWriter() {}

  /** How the body of the new request is framed. */
  public sealed interface Framing {
    record None() implements Framing {}

    record Length(long bytes) implements Framing {}

    record Chunked() implements Framing {}
  }

  /**
   * Writes a request head.
   *
   * @param oldClient whether the client speaks HTTP/1.0 and so must get an answer without chunks
   * @param contentType of the body, or null when there is none
   * @param extra headers that were rebuilt elsewhere, such as registry credentials
   */
  public static void write(
      ByteBuf out,
      Call call,
      RequestHead client,
      boolean oldClient,
      Framing framing,
      @Nullable String contentType,
      Map<String, String> extra) {
    Operation operation = call.operation();
    StringBuilder head = new StringBuilder(256);
    head.append(operation.method().name()).append(' ').append(TargetWriter.write(call));
    head.append(oldClient ? " HTTP/1.0\r\nHost: " : " HTTP/1.1\r\nHost: ").append(HOST);
    head.append("\r\n");
    String agent = client.headers().first("user-agent");
    if (agent != null && agent.length() <= 256 && isPrintable(agent)) {
      head.append("User-Agent: ").append(agent).append("\r\n");
    }
    if (contentType != null) {
      head.append("Content-Type: ").append(contentType).append("\r\n");
    }
    switch (framing) {
      case Framing.None() -> {
        switch (operation.method()) {
          case POST, PUT -> head.append("Content-Length: 0\r\n");
          case GET, HEAD, DELETE, OPTIONS -> {}
        }
      }
      case Framing.Length(long bytes) ->
          head.append("Content-Length: ").append(bytes).append("\r\n");
      case Framing.Chunked() -> head.append("Transfer-Encoding: chunked\r\n");
    }
    extra.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    appendUpgrade(head, operation, client.headers());
    head.append("\r\n");
    out.writeCharSequence(head, StandardCharsets.ISO_8859_1);
  }

  /**
   * Docker picks 101 or its legacy 200 by the presence of Upgrade, so it is passed on as it is
   * meant.
   */
  private static void appendUpgrade(StringBuilder head, Operation operation, Headers client) {
    switch (operation) {
      case CONTAINER_ATTACH, EXEC_START -> {
        if (client.first("upgrade") != null) {
          head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }
      }
      case CONTAINER_ATTACH_WEBSOCKET -> {
        head.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
        for (String name :
            List.of("sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol")) {
          String value = client.first(name);
          if (value != null && isPrintable(value)) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        }
        // The daemon's websocket library insists on an Origin; which one it is does not matter to
        // it.
        head.append("Origin: http://").append(HOST).append("\r\n");
      }
      case SESSION, BUILD_KIT_GRPC -> {
        head.append("Connection: Upgrade\r\nUpgrade: h2c\r\n");
        for (String name :
            List.of(
                "x-docker-expose-session-uuid",
                "x-docker-expose-session-name",
                "x-docker-expose-session-sharedkey",
                "x-docker-expose-session-grpc-method")) {
          for (String value : client.all(name)) {
            if (isPrintable(value)) {
              head.append(name).append(": ").append(value).append("\r\n");
            }
          }
        }
      }
      default -> {}
    }
  }

  private static boolean isPrintable(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
