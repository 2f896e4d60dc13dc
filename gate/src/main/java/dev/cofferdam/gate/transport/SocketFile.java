package dev.cofferdam.gate.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The file of a listening Unix domain socket: taken over when nobody listens on it, with the
 * permissions asked for.
 *
 * @param path where clients connect; may be longer than the 107 bytes that the kernel takes as the
 *     address of a socket, because it is bound by a shorter name
 * @param mode octal permissions such as {@code 0600}
 * @param owner {@code user} or {@code user:group}, or empty to leave it
 */
public record SocketFile(Path path, String mode, Optional<String> owner) {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** {@code sun_path} without its terminating zero; unix(7). */
  private static final int MAX_ADDRESS = 107;

  /** How a transport binds and closes a listening socket. */
  public interface Binding<T> {
    /** Listens at this address. */
    T bind(Path address) throws IOException;

    /** Ends what {@link #bind} began. */
    void close(T bound);
  }

  /**
   * Binds the socket in a folder that only this user may enter, gives it its mode and owner there,
   * and moves it to where it belongs: at no moment can anybody connect whom the mode does not
   * allow.
   *
   * @throws IOException when the folder does not exist, something else is at the path, another
   *     process listens there, or binding fails
   */
  public <T> T bind(Binding<T> binding) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "cannot listen on " + this + ": its folder does not exist. Create it first");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      clearStale();
    }
    Path apart = Files.createTempDirectory(folder, ".coffer", OWNER_ONLY);
    Path made = apart.resolve("s");
    try {
      T bound = bindBriefly(made, binding);
      try {
        own(made);
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | RuntimeException e) {
        binding.close(bound);
        Files.deleteIfExists(made);
        throw e;
      }
      return bound;
    } finally {
      Files.deleteIfExists(apart);
    }
  }

  private <T> T bindBriefly(Path made, Binding<T> binding) throws IOException {
    try (ShortName name = ShortName.of(made)) {
      return binding.bind(name.path());
    } catch (IOException e) {
      throw new IOException("cannot listen on " + this + ": " + e.getMessage(), e);
    }
  }

  private void own(Path socket) throws IOException {
    Files.setPosixFilePermissions(socket, permissions(mode));
    if (owner.isPresent()) {
      String[] names = owner.get().split(":", 2);
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
  private void clearStale() throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || Files.isSymbolicLink(path)) {
      throw new IOException(
          "cannot listen on " + this + ": something that is no socket is there. Remove it first");
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX);
        ShortName name = ShortName.of(path)) {
      probe.connect(UnixDomainSocketAddress.of(name.path()));
    } catch (IOException _) {
      Files.delete(path);
      return;
    }
    throw new IOException(
        "cannot listen on "
            + this
            + ": another process listens there. Stop it, or choose another path");
  }

  /** Removes the file; a failure is logged. */
  public void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.getLogger(SocketFile.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", this, e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "unix://" + path;
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

  /**
   * A name of a socket that fits into an address: the path itself, or one through a symbolic link
   * to its folder, in a temporary folder of this user alone.
   */
  private record ShortName(Path path, Optional<Path> link) implements AutoCloseable {
    static ShortName of(Path socket) throws IOException {
      Path absolute = socket.toAbsolutePath();
      Path folder = absolute.getParent();
      int length = absolute.toString().getBytes(StandardCharsets.UTF_8).length;
      if (length <= MAX_ADDRESS || folder == null) {
        return new ShortName(absolute, Optional.empty());
      }
      Path link = Files.createTempDirectory("coffer", OWNER_ONLY).resolve("l");
      Files.createSymbolicLink(link, folder);
      return new ShortName(link.resolve(absolute.getFileName()), Optional.of(link));
    }

    @Override
    public void close() throws IOException {
      if (link.isPresent()) {
        Files.delete(link.get());
        Files.delete(Objects.requireNonNull(link.get().getParent()));
      }
    }
  }
}
