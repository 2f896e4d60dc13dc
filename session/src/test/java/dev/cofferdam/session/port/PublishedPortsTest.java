package dev.cofferdam.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.engine.client.ContainerSummary.Published;
import dev.cofferdam.session.port.PublishedPorts.Wanted;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedPortsTest {
  private static ContainerSummary container(String name, Published... ports) {
    return new ContainerSummary(
        "id", List.of(name), "image", "sha256:0", "running", Map.of(), List.of(ports));
  }

  private static InetSocketAddress address(String ip, int port) {
    return new InetSocketAddress(ip, port);
  }

  @Test
  void aPortOnAllAddressesIsAskedForOnceAtIpv4() {
    Map<Integer, Wanted> wanted =
        PublishedPorts.of(
            List.of(
                container(
                    "web",
                    new Published("::", 3000, 80, "tcp"),
                    new Published("0.0.0.0", 3000, 80, "tcp"))));

    assertThat(wanted)
        .containsExactly(Map.entry(3000, new Wanted(address("127.0.0.1", 3000), "web")));
  }

  @Test
  void aPortOnOneAddressIsAskedForThere() {
    Map<Integer, Wanted> wanted =
        PublishedPorts.of(
            List.of(
                container("a", new Published("127.0.0.2", 81, 80, "tcp")),
                container("b", new Published("::1", 82, 80, "tcp"))));

    assertThat(wanted)
        .containsOnly(
            Map.entry(81, new Wanted(address("127.0.0.2", 81), "a")),
            Map.entry(82, new Wanted(address("::1", 82), "b")));
  }

  @Test
  void onlyTcpIsForwarded() {
    assertThat(
            PublishedPorts.of(List.of(container("dns", new Published("127.0.0.1", 53, 53, "udp")))))
        .isEmpty();
  }
}
