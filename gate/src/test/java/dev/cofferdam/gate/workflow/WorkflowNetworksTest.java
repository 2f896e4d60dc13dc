package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks between containers, and ports published on loopback. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowNetworksTest(Workbench bench) {
  @Test
  void containersFindEachOtherByNameAndAlias() throws Exception {
    bench.docker("network", "create", "--label", "wf.n=1", "wf-net").ok();
    web("wf-web", "--network", "wf-net", "--network-alias", "shop");
    assertThat(get("wf-net", "http://wf-web/")).isEqualTo("hello from the container");
    assertThat(get("wf-net", "http://shop/")).isEqualTo("hello from the container");
    bench.docker("network", "create", "wf-net2").ok();
    bench.docker("network", "connect", "--alias", "second", "wf-net2", "wf-web").ok();
    assertThat(get("wf-net2", "http://second/")).isEqualTo("hello from the container");
    assertThat(
            bench
                .docker(
                    "network", "inspect", "-f", "{{range .Containers}}{{.Name}} {{end}}", "wf-net2")
                .ok()
                .text())
        .isEqualTo("wf-web");
    bench.docker("network", "disconnect", "wf-net2", "wf-web").ok();
    assertThat(bench.docker("network", "ls", "--format", "{{.Name}}").ok().lines())
        .contains("wf-net", "wf-net2");
    assertThat(bench.docker("network", "ls", "-q", "--filter", "label=wf.n=1").ok().lines())
        .hasSize(1);
    assertThat(bench.docker("network", "rm", "wf-net").exits(1).errors())
        .contains("active endpoints");
    bench.docker("rm", "-f", "wf-web").ok();
    bench.docker("network", "rm", "wf-net", "wf-net2").ok();
    assertThat(bench.docker("network", "inspect", "wf-net").exits(1).errors())
        .contains("not found");
  }

  @Test
  void aNetworkHasTheSubnetAndTheSeclusionAskedFor() throws Exception {
    bench.docker("network", "create", "--internal", "--subnet", "10.213.7.0/24", "wf-sub").ok();
    String asked = "{{.Internal}} {{(index .IPAM.Config 0).Subnet}}";
    assertThat(bench.docker("network", "inspect", "-f", asked, "wf-sub").ok().text())
        .isEqualTo("true 10.213.7.0/24");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "--network",
                    "wf-sub",
                    "--ip",
                    "10.213.7.9",
                    BASE,
                    "grep",
                    "-c",
                    "10.213.7.9",
                    "/etc/hosts")
                .ok()
                .text())
        .isEqualTo("1");
    bench.docker("network", "rm", "wf-sub").ok();
  }

  @Test
  void linksAndSharedNamespacesWorkAmongOwnContainers() throws Exception {
    web("wf-linked");
    assertThat(
            bench
                .docker(
                    "run", "--rm", "--link", "wf-linked:web", BASE, "wget", "-qO-", "http://web/")
                .ok()
                .text())
        .isEqualTo("hello from the container");
    assertThat(
            bench
                .docker(
                    "run",
                    "--rm",
                    "--network",
                    "container:wf-linked",
                    BASE,
                    "wget",
                    "-qO-",
                    "http://127.0.0.1/")
                .ok()
                .text())
        .isEqualTo("hello from the container");
    assertThat(bench.docker("run", "--rm", "--pid", "container:wf-linked", BASE, "ps").ok().text())
        .contains("httpd");
    assertThat(
            bench
                .docker("run", "--rm", "--network", "none", BASE, "ls", "/sys/class/net")
                .ok()
                .text())
        .isEqualTo("lo");
    bench.docker("rm", "-f", "wf-linked").ok();
  }

  @Test
  void publishedPortsAnswerOnLoopbackOnly() throws Exception {
    web("wf-chosen", "-p", "127.0.0.1::80");
    web("wf-fixed", "-p", "48081:80");
    String chosen = bench.docker("port", "wf-chosen", "80/tcp").ok().text();
    assertThat(chosen).startsWith("127.0.0.1:");
    assertThat(bench.docker("port", "wf-fixed").ok().text()).isEqualTo("80/tcp -> 127.0.0.1:48081");
    for (String address : List.of(chosen, "127.0.0.1:48081")) {
      assertThat(
              bench
                  .shell(
                      "curl -sS --retry 20 --retry-connrefused --retry-delay 1 http://"
                          + address
                          + "/")
                  .ok()
                  .text())
          .isEqualTo("hello from the container");
    }
    assertThat(
            bench
                .shell(
                    "grep -i ':BBD1 ' /proc/net/tcp /proc/net/tcp6 | grep ' 0A ' | grep -v ' 0100007F:'")
                .exits(1)
                .text())
        .isEmpty();
    assertThat(
            bench
                .docker("run", "--rm", "-p", "192.0.2.1:48082:80", BASE, "true")
                .exits(125)
                .errors())
        .contains("(ports.address)");
    assertThat(bench.docker("run", "--rm", "--network", "host", BASE, "true").exits(125).errors())
        .contains("(container.network-mode)");
    bench.docker("rm", "-f", "wf-chosen", "wf-fixed").ok();
  }

  private void web(String name, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of(BASE, "httpd", "-f", "-p", "80", "-h", "/www"));
    bench.docker(command.toArray(String[]::new)).ok();
  }

  private String get(String network, String url) throws Exception {
    return bench.docker("run", "--rm", "--network", network, BASE, "wget", "-qO-", url).ok().text();
  }
}
