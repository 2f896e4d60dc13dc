package dev.cofferdam.session.relay;

import dev.cofferdam.gate.transport.SocketFile;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.host.SessionContext;
import dev.cofferdam.session.host.SessionService;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Serves a session's relay, with the credentials that its folder keeps. */
public final class RelayService implements SessionService {
  /** The relay's socket, as the workspace sees it. */
  public static final String INSIDE = SessionFolder.INSIDE + "/relay.sock";

  private final Map<String, String> environment;

  /**
   * @param environment the host's, of which {@code https_proxy} is read
   */
  public RelayService(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public Closing start(SessionContext context) throws IOException {
    Relay relay =
        Relay.start(
            new SocketFile(
                context.folder().relaySocket(),
                "0600",
                Optional.of(context.plan().user().toString())),
            Accounts.load(context.folder().credentials()),
            context.journal(),
            context.plan().name(),
            environment);
    return relay::close;
  }
}
