package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.buildkit.Sessions;
import dev.cofferdam.gate.http.Headers;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Rules;
import java.util.Set;

/** The headers that open a session: its names, and what the engine may ask of it. */
final class SessionHeaders {
  private static final String ID = "x-docker-expose-session-uuid";
  private static final String SHARED_KEY = "x-docker-expose-session-sharedkey";
  private static final String METHOD = "x-docker-expose-session-grpc-method";

  /** Services of BuildKit's sessions: each gives the engine something that is the client's. */
  private static final Set<String> SERVICES =
      Set.of(
          "/grpc.health.v1.Health",
          "/moby.buildkit.secrets.v1.Secrets",
          "/moby.exporter.v1.Exporter",
          "/moby.filesync.v1.Auth",
          "/moby.filesync.v1.FileSend",
          "/moby.filesync.v1.FileSync",
          "/moby.sshforward.v1.SSH",
          "/moby.upload.v1.Upload",
          "/containerd.services.content.v1.Content");

  private SessionHeaders() {}

  /**
   * The headers, each of the names given at most once.
   *
   * @throws Refusal when a method is offered that is no session's
   */
  static Headers checked(Headers given) throws HttpException, Refusal {
    given.only(ID);
    given.only(SHARED_KEY);
    given.only("x-docker-expose-session-name");
    for (String method : given.all(METHOD)) {
      int slash = method.lastIndexOf('/');
      if (slash < 0 || !SERVICES.contains(method.substring(0, slash))) {
        throw new Refusal(
            Finding.denied(
                Rules.BUILD_SESSION.id(), "a session offers what no build asks for", ""));
      }
    }
    return given;
  }

  static String id(Headers headers) {
    String id = headers.first(ID);
    return id == null ? "" : id;
  }

  /** The headers as the engine gets them. */
  static Headers renamed(Headers headers, Sessions.Lease session) {
    String key = headers.first(SHARED_KEY);
    return headers
        .with(ID, session.upstream())
        .with(SHARED_KEY, session.sharedKey(key == null ? "" : key));
  }
}
