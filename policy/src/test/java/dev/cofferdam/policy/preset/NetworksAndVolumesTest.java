package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.MINE;
import static dev.cofferdam.policy.preset.Scene.MY_NET;
import static dev.cofferdam.policy.preset.Scene.TEAM_NET;
import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static dev.cofferdam.policy.preset.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.Leaving;
import dev.cofferdam.policy.Verdict.Sequel;
import dev.cofferdam.policy.Verdict.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksAndVolumesTest {
  private final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "network.driver | \"Driver\":\"macvlan\"",
        "network.driver | \"Driver\":\"host\"",
        "network.options | \"Options\":{\"com.docker.network.bridge.name\":\"docker0\"}",
        "network.options | \"Options\":{\"com.docker.network.bridge.host_binding_ipv4\":\"0.0.0.0\"}",
        "network.options | \"Options\":{\"parent\":\"eth0\"}",
        "network.options | \"Options\":{\"com.docker.network.bridge.gateway_mode_ipv4\":\"routed\"}",
        "network.ipam | \"IPAM\":{\"Driver\":\"dhcp\"}",
        "network.ipam | \"IPAM\":{\"Config\":[{\"Subnet\":\"8.8.8.0/24\"}]}",
        "network.ipam | \"IPAM\":{\"Config\":[{\"Subnet\":\"10.0.0.0/8\"}]}",
        "network.ipam | \"IPAM\":{\"Config\":[{\"Subnet\":\"10.1.0.0/16\",\"Gateway\":\"10.2.0.1\"}]}",
        "network.ipam | \"IPAM\":{\"Config\":[{\"Subnet\":\"10.1.0.0/16\",\"IPRange\":\"10.2.0.0/24\"}]}",
        "network.ipam | \"IPAM\":{\"Config\":[{\"Subnet\":\"x\"}]}",
        "network.ipam | \"IPAM\":{\"Config\":[{}]}",
        "network.scope | \"Scope\":\"swarm\"",
        "network.scope | \"Attachable\":true",
        "network.scope | \"Ingress\":true",
        "network.scope | \"ConfigOnly\":true",
        "network.scope | \"ConfigFrom\":{\"Network\":\"x\"}",
        "labels.reserved | \"Labels\":{\"traefik.enable\":\"1\"}",
      })
  void aNetworkThatReachesTheHostIsRefused(String rule, String member) {
    assertThat(finding(network("\"Name\":\"n1\"," + member)).rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "name.invalid | bridge",
        "name.invalid | a",
        "name.invalid | team",
        "name.shadows-id | 0123456789ab",
      })
  void namesOfNetworksAreChecked(String rule, String name) {
    assertThat(finding(network("\"Name\":\"" + name + "\"")).rule()).isEqualTo(rule);
  }

  @Test
  void aNetworkOfComposePasses() {
    Verdict verdict =
        network(
            "\"CheckDuplicate\":true,\"Name\":\"p_default\",\"Driver\":\"bridge\",\"EnableIPv6\":false,"
                + "\"IPAM\":{\"Driver\":\"default\",\"Options\":null,\"Config\":[{\"Subnet\":"
                + "\"172.28.0.0/16\",\"IPRange\":\"172.28.5.0/24\",\"Gateway\":\"172.28.5.254\"},"
                + "{\"Subnet\":\"fd00:1::/64\"}]},\"Internal\":false,\"Attachable\":false,"
                + "\"Ingress\":false,\"ConfigOnly\":false,\"ConfigFrom\":null,"
                + "\"Options\":{\"com.docker.network.driver.mtu\":\"1400\"},"
                + "\"Labels\":{\"com.docker.compose.network\":\"default\"}");
    assertThat(json(verdict))
        .contains("\"com.docker.compose.network\":\"default\",\"dev.cofferdam.owner\":\"ann\"")
        .contains("172.28.5.254");
  }

  private Verdict network(String members) {
    return scene.decide(Operation.NETWORK_CREATE, null, "", "{" + members + "}");
  }

  @Test
  void ownNetworksAreChangedSharedOnesOnlyJoined() {
    assertThat(target(Operation.NETWORK_DELETE, "mynet")).isEqualTo(MY_NET);
    assertThat(rule(Operation.NETWORK_DELETE, "team")).isEqualTo("network.shared");
    assertThat(rule(Operation.NETWORK_DELETE, "bridge")).isEqualTo("network.shared");
    var foreign = finding(scene.decide(Operation.NETWORK_DELETE, "foreign", "", null));
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text()).isEqualTo("network foreign not found");
    assertThat(target(Operation.NETWORK_INSPECT, "team")).isEqualTo(TEAM_NET);
    assertThat(forward(scene.decide(Operation.NETWORK_INSPECT, "bridge", "", null)).view())
        .isEqualTo(View.FILTER_NETWORK_CONTAINERS);
    assertThat(rule(Operation.NETWORK_INSPECT, "host")).isEqualTo("network.owner");
  }

  @Test
  void theWorkspaceLeavesOwnNetworksThatAreRemoved() {
    assertThat(
            forward(scene.decide(Operation.NETWORK_DELETE, "mynet", "", null))
                .preparation()
                .leaving())
        .isEqualTo(new Leaving.Network(MY_NET));
    assertThat(
            forward(scene.decide(Operation.NETWORK_PRUNE, null, "", null)).preparation().leaving())
        .isEqualTo(new Leaving.Owned());
    assertThat(
            forward(scene.decide(Operation.NETWORK_INSPECT, "mynet", "", null))
                .preparation()
                .isNothing())
        .isTrue();
  }

  @Test
  void onlyOwnContainersAreConnected() {
    Verdict verdict = connect("team", "\"Container\":\"mine\",\"EndpointConfig\":{}");
    assertThat(json(verdict)).contains("\"Container\":\"" + MINE + "\"");
    assertThat(forward(verdict).call().target()).isEqualTo(TEAM_NET);
    assertThat(finding(connect("team", "\"Container\":\"theirs\"")).rule())
        .isEqualTo("container.owner");
    assertThat(finding(connect("foreign", "\"Container\":\"mine\"")).rule())
        .isEqualTo("network.owner");
    assertThat(finding(connect("host", "\"Container\":\"mine\"")).rule())
        .isEqualTo("network.owner");
    assertThat(
            finding(
                    scene.decide(
                        Operation.NETWORK_DISCONNECT,
                        "team",
                        "",
                        "{\"Container\":\"theirs\",\"Force\":true}"))
                .rule())
        .isEqualTo("container.owner");
  }

  private Verdict connect(String network, String members) {
    return scene.decide(Operation.NETWORK_CONNECT, network, "", "{" + members + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "volume.foreign | \"Name\":\"theirvol\"",
        "volume.driver | \"Driver\":\"sshfs\"",
        "volume.driver | \"ClusterVolumeSpec\":{}",
        "volume.driver-opts | \"DriverOpts\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/etc\"}",
        "labels.reserved | \"Labels\":{\"dev.cofferdam.owner\":\"bob\"}",
        "name.shadows-id | \"Name\":\"0123456789ab\"",
      })
  void aVolumeThatIsNotPlainIsRefused(String rule, String member) {
    assertThat(finding(volume(member)).rule()).isEqualTo(rule);
  }

  @Test
  void aPlainVolumeIsOwned() {
    assertThat(json(volume("\"Name\":\"v1\",\"Driver\":\"local\"")))
        .isEqualTo(
            "{\"Name\":\"v1\",\"Driver\":\"local\",\"Labels\":{\"dev.cofferdam.owner\":\"ann\"}}");
    assertThat(json(volume("\"Name\":\"myvol\""))).contains("myvol");
  }

  private Verdict volume(String members) {
    return scene.decide(Operation.VOLUME_CREATE, null, "", "{" + members + "}");
  }

  @Test
  void volumesOfOthersAreHidden() {
    var finding = finding(scene.decide(Operation.VOLUME_INSPECT, "theirvol", "", null));
    assertThat(finding.status()).isEqualTo(404);
    assertThat(finding.text()).isEqualTo("get theirvol: no such volume");
    assertThat(forward(scene.decide(Operation.VOLUME_DELETE, "myvol", "", null)).sequel())
        .isEqualTo(Sequel.FORGET_VOLUME);
  }

  private String target(Operation operation, String name) {
    return forward(scene.decide(operation, name, "", null)).call().target();
  }

  private String rule(Operation operation, String name) {
    return finding(scene.decide(operation, name, "", null)).rule();
  }
}
