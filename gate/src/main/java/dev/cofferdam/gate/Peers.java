package dev.cofferdam.gate;

import dev.cofferdam.journal.Peer;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection, for the journal. */
final class Peers {
  private Peers() {}

  /** The user and process of a Unix caller (SO_PEERCRED, unix(7)), or the address of a TCP one. */
  static @Nullable Peer of(Channel channel) {
    try {
      return switch (channel) {
        case EpollDomainSocketChannel unix -> peer(unix.peerCredentials());
        default -> of(channel, null);
      };
    } catch (IOException e) {
      return null;
    }
  }

  static @Nullable Peer of(Channel channel, @Nullable String clientName) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? Peer.tcp(address.getHostString() + ":" + address.getPort(), clientName)
        : null;
  }

  private static Peer peer(PeerCredentials credentials) {
    int[] groups = credentials.gids();
    return Peer.unix(
        credentials.uid(), groups.length == 0 ? Peer.UNKNOWN : groups[0], credentials.pid());
  }
}
