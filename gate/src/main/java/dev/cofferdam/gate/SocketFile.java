package dev.cofferdam.gate;

import dev.cofferdam.gate.GateSettings.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The file of a Unix domain socket: taken over when nobody listens on it, with the permissions
 * asked for.
 */
final class SocketFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private SocketFile() {}

  /**
   * Binds the socket in a folder that only this user may enter, gives it its mode and owner there,
   * and moves it to where it belongs: at no moment can anybody connect whom the mode does not
   * allow.
   */
  static Channel bind(ListenAddress.Unix address, Function<Path, ChannelFuture> binding)
      throws IOException {
    Path socket = address.socket();
    Path folder = socket.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "cannot listen on " + address + ": its folder does not exist. Create it first");
    }
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      clearStale(socket);
    }
    Path apart = Files.createTempDirectory(folder, ".coffer", OWNER_ONLY);
    Path made = apart.resolve("s");
    ChannelFuture bound = binding.apply(made).awaitUninterruptibly();
    try {
      if (!bound.isSuccess()) {
        throw new IOException(
            "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
      }
      own(made, address);
      Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      bound.channel().close().awaitUninterruptibly();
      Files.deleteIfExists(made);
      throw e;
    } finally {
      Files.deleteIfExists(apart);
    }
    return bound.channel();
  }

  private static void own(Path socket, ListenAddress.Unix address) throws IOException {
    Files.setPosixFilePermissions(socket, permissions(address.mode()));
    if (address.owner().isPresent()) {
      String[] names = address.owner().get().split(":", 2);
      var principals = socket.getFileSystem().getUserPrincipalLookupService();
      PosixFileAttributeView view =
          Files.getFileAttributeView(
              socket, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      view.setOwner(principals.lookupPrincipalByName(names[0]));
      if (names.length == 2) {
        view.setGroup(principals.lookupPrincipalByGroupName(names[1]));
      }
    }
  }

  /** Removes a socket on which nobody listens; anything else at that path is left alone. */
  private static void clearStale(Path socket) throws IOException {
    if (Files.isRegularFile(socket, LinkOption.NOFOLLOW_LINKS)
        || Files.isDirectory(socket, LinkOption.NOFOLLOW_LINKS)
        || Files.isSymbolicLink(socket)) {
      throw new IOException(
          "cannot listen on " + socket + ": something that is no socket is there. Remove it first");
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException _) {
      Files.delete(socket);
      return;
    }
    throw new IOException(
        "cannot listen on "
            + socket
            + ": another process listens there. Stop it, or choose another path");
  }

  static void remove(ListenAddress.Unix address) {
    try {
      Files.deleteIfExists(address.socket());
    } catch (IOException e) {
      System.getLogger(SocketFile.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", address, e.getMessage());
    }
  }

  private static Set<PosixFilePermission> permissions(String octal) {
    if (!octal.matches("0?[0-7]{3}")) {
      throw new IllegalArgumentException(
          "the mode of a socket is three octal digits such as 0660, not " + octal);
    }
    int bits = Integer.parseInt(octal, 8);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // owner r w x, group r w x, others
    for (int i = 0; i < all.length; i++) {
      if ((bits >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
