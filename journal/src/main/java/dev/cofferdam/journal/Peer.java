package dev.cofferdam.journal;

import org.jspecify.annotations.Nullable;

/**
 * Who was at the other end of the connection, as far as the transport could tell.
 *
 * @param uid user id of a Unix socket's caller (SO_PEERCRED), {@link #UNKNOWN} if not known; ids
 *     above 2³¹ are held as negative numbers and written unsigned
 * @param gid group id, or {@link #UNKNOWN}
 * @param pid process id at the time of the connect, or {@link #UNKNOWN}; it may be reused since
 * @param address remote address as text, such as {@code 127.0.0.1:40122}
 * @param certificate subject of the client certificate that was verified
 */
public record Peer(
    int uid, int gid, int pid, @Nullable String address, @Nullable String certificate) {

  /** No id: {@code (uid_t) -1} is never a user (POSIX, {@code chown}). */
  public static final int UNKNOWN = -1;

  /** The caller of a Unix socket. */
  public static Peer unix(int uid, int gid, int pid) {
    return new Peer(uid, gid, pid, null, null);
  }

  /** The caller of a TCP socket, with the certificate's subject when there was one. */
  public static Peer tcp(String address, @Nullable String certificate) {
    return new Peer(UNKNOWN, UNKNOWN, UNKNOWN, address, certificate);
  }
}
