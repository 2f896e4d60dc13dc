package dev.cofferdam.cli.doctor;

import dev.cofferdam.engine.client.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** Whether the engine's socket is there, and who may use it. */
final class SocketCheck {
  private SocketCheck() {}

  static Check of(EngineAddress address) {
    return switch (address) {
      case EngineAddress.Unix(Path socket) -> unix(socket);
      case EngineAddress.Tcp _ ->
          Check.careful(
              "engine address",
              address + " is neither encrypted nor guarded: whoever reaches it rules its host",
              "use a Unix socket, or tcp+tls:// with certificates");
      case EngineAddress.Tls _ -> Check.fine("engine address", address + ", with certificates");
    };
  }

  /** How to ask an engine by hand whether it answers; empty where that takes certificates. */
  static String question(EngineAddress address) {
    return switch (address) {
      case EngineAddress.Unix(Path socket) ->
          "; by hand: curl --unix-socket " + socket + " http://localhost/version";
      case EngineAddress.Tcp _, EngineAddress.Tls _ -> "";
    };
  }

  private static Check unix(Path socket) {
    String user = System.getProperty("user.name", "?");
    if (!Files.exists(socket)) {
      return Check.broken(
          "engine socket",
          socket + " does not exist: no engine listens there",
          "start Docker (sudo systemctl start docker), or name another with --engine URL");
    }
    PosixFileAttributes file;
    try {
      file = Files.readAttributes(socket, PosixFileAttributes.class);
    } catch (IOException e) {
      return Check.broken(
          "engine socket",
          socket + " cannot be looked at: " + e.getMessage(),
          "see the permissions of its folder");
    }
    String owned =
        "%s (%s, %s:%s)"
            .formatted(
                socket,
                PosixFilePermissions.toString(file.permissions()),
                file.owner().getName(),
                file.group().getName());
    if (!Files.isWritable(socket)) {
      return Check.broken(
          "engine socket",
          owned + " may not be used by " + user,
          allow(socket, file.group().getName(), user, inContainer()));
    }
    if (file.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      return Check.careful(
          "engine socket",
          owned + " may be used by every user of this machine, who is root by it",
          "sudo chmod o-rw " + socket);
    }
    return Check.fine("engine socket", owned + ", open to " + user);
  }

  private static boolean inContainer() {
    return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
  }

  /** How whoever may not use the socket gets to. */
  static String allow(Path socket, String group, String user, boolean container) {
    String warning = "; mind that this group is as good as root";
    if (container) {
      return "give this container the socket's group: docker run --group-add $(stat -c %g "
          + socket
          + "), or group_add in compose"
          + warning;
    }
    return "run this as a user of the group "
        + group
        + " (sudo usermod -aG "
        + group
        + " "
        + user
        + ", then log in again)"
        + warning;
  }
}
