package dev.cofferdam.session.relay;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that the relay gives itself, in the shape of the provider's own errors, so that agents
 * show it as they show those.
 *
 * @param status the HTTP status
 * @param message what happened, why, and what to do; without any secret
 */
record ApiError(int status, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] body(Provider provider) {
    ObjectNode root = JSON.createObjectNode();
    String text = "cofferdam: " + message;
    switch (provider) {
      case ANTHROPIC -> {
        root.put("type", "error");
        root.putObject("error").put("type", anthropicType()).put("message", text);
      }
      case OPENAI ->
          root.putObject("error")
              .put("message", text)
              .put("type", status < 500 ? "invalid_request_error" : "server_error")
              .putNull("param")
              .put("code", "cofferdam_relay");
      case GEMINI ->
          root.putObject("error")
              .put("code", status)
              .put("message", text)
              .put("status", status < 500 ? "PERMISSION_DENIED" : "UNAVAILABLE");
    }
    return JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
  }

  private String anthropicType() {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
