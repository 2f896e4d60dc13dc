package dev.cofferdam.session.port;

import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.engine.client.ContainerSummary.Published;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which ports of the host the agent's containers answer on now. */
final class PublishedPorts {
  private PublishedPorts() {}

  /**
   * A port that should answer on the workspace's localhost.
   *
   * @param target where it answers on the host
   * @param container whose it is, for people
   */
  record Wanted(InetSocketAddress target, String container) {}

  /** By the port's number on the host, which is its number in the workspace, too. TCP only. */
  static Map<Integer, Wanted> of(List<ContainerSummary> containers) {
    Map<Integer, Wanted> wanted = new TreeMap<>();
    for (ContainerSummary container : containers) {
      String name = container.names().isEmpty() ? container.id() : container.names().getFirst();
      for (Published port : container.published()) {
        if (port.protocol().equals("tcp") && port.hostPort() > 0) {
          Wanted found = new Wanted(new InetSocketAddress(host(port), port.hostPort()), name);
          wanted.merge(port.hostPort(), found, PublishedPorts::older);
        }
      }
    }
    return wanted;
  }

  /** A port on all addresses is listed once for each family; either answers, IPv4 is surer. */
  private static Wanted older(Wanted one, Wanted other) {
    return one.target().getAddress() instanceof java.net.Inet4Address ? one : other;
  }

  private static String host(Published port) {
    return switch (port.ip()) {
      case "", "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> port.ip();
    };
  }
}
