package dev.cofferdam.engine.client;

import java.io.IOException;

/** No connection to the engine could be made; the message says where to and what to do. */
public final class EngineUnavailableException extends IOException {
  private final EngineAddress address;

  EngineUnavailableException(EngineAddress address, IOException cause) {
    super("no engine answers at " + address + " (" + reason(cause) + "). " + hint(address, cause));
    this.address = address;
    initCause(cause);
  }

  /** Where the connection was tried. */
  public EngineAddress address() {
    return address;
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String hint(EngineAddress address, IOException cause) {
    boolean denied = reason(cause).contains("Permission denied");
    return switch (address) {
      case EngineAddress.Unix unix when denied ->
          "This user may not use the socket: join the group that owns " + unix.socket() + ".";
      case EngineAddress.Unix _ ->
          "Start the engine (systemctl start docker) or name its socket with DOCKER_HOST.";
      case EngineAddress.Tcp _ ->
          "Check that the engine listens there without TLS; with TLS the address is tcp+tls://.";
      case EngineAddress.Tls tls ->
          "Check the port, that the engine's certificate names "
              + tls.host()
              + " and is signed by "
              + tls.files().ca()
              + ", and that the engine trusts "
              + tls.files().cert()
              + ".";
    };
  }
}
