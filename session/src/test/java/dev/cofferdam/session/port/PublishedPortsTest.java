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
        .containsExactly(
            Map.entry(3000, new Wanted(new InetSocketAddress("127.0.0.1", 3000), "web")));
  }

  @Test
  void aPortOnOneAddressIsAskedForThere() {
    Map<Integer, Wanted> wanted =
        PublishedPorts.of(
            List.of(
                container("a", new Published("127.0.0.2", 81, 80, "tcp")),
                container("b", new Published("::1", 82, 80, "tcp"))));

    assertThat(wanted.get(81).target()).isEqualTo(new InetSocketAddress("127.0.0.2", 81));
    assertThat(wanted.get(82).target()).isEqualTo(new InetSocketAddress("::1", 82));
  }

  @Test
  void onlyTcpIsForwarded() {
    assertThat(
            PublishedPorts.of(List.of(container("dns", new Published("127.0.0.1", 53, 53, "udp")))))
        .isEmpty();
  }
}
