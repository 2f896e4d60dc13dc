package dev.cofferdam.session.relay;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the relay says when it does not pass a call. */
final class Refusals {
  static final ApiError TOO_LARGE =
      new ApiError(413, "a request to a model may have 64 MiB at most. Send less at a time");

  private Refusals() {}

  static ApiError notPassed(String method, Route route) {
    return new ApiError(
        403,
        method
            + " "
            + route.shown()
            + " is no call that the relay passes: the key in it is for talking to models only");
  }

  static ApiError noAccount(Provider provider) {
    String name =
        switch (provider) {
          case ANTHROPIC -> "ANTHROPIC_API_KEY (or CLAUDE_CODE_OAUTH_TOKEN)";
          case OPENAI -> "OPENAI_API_KEY";
          case GEMINI -> "GEMINI_API_KEY";
        };
    return new ApiError(
        401,
        "this workspace has no credential for "
            + provider.title()
            + ". On the host, set "
            + name
            + " and run coffer again, after coffer kill");
  }

  static ApiError unreachable(String host, @Nullable Throwable failure) {
    return new ApiError(
        502,
        host
            + " cannot be reached from the host: "
            + reason(failure)
            + ". Look at the host's network and proxy settings, then try again");
  }

  /** Why a call failed, in words that hold nothing of the call itself. */
  static String reason(@Nullable Throwable failure) {
    String kind = "";
    for (Throwable each = failure; each != null; each = each.getCause()) {
      switch (each) {
        case UnresolvedAddressException _ -> {
          return "its name does not resolve";
        }
        case HttpConnectTimeoutException _ -> {
          return "nothing answers there";
        }
        case SSLException _ -> {
          return "its certificate is not trusted here, or it speaks no TLS";
        }
        case ConnectException _ -> kind = "the connection was refused";
        case CompletionException _ -> {}
        default -> kind = kind.isEmpty() ? each.getClass().getSimpleName() : kind;
      }
    }
    return kind;
  }
}
