package dev.cofferdam.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.policy.Settings.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateFileTest {
  @TempDir private Path folder;

  @Test
  void everyKeyIsRead() throws IOException {
    Files.writeString(folder.resolve("look.yaml"), "preset: observe\n");
    GateFile file =
        read(
            """
            engine: unix:///run/other.sock
            journal: records
            state: /var/lib/gate
            monitor: tcp://127.0.0.1:9323
            event-loops: 2
            max-connections: 512
            grace: 30
            io-uring: false
            listeners:
              - listen: unix:///run/cofferdam/shop.sock?mode=0660
                principal: shop
                policy: develop
                mounts: [/workspace=/srv/shop, /data=/srv/data:ro]
              - listen: tcp://127.0.0.1:2375
                principal: look
                policy: look.yaml
              - listen: tcp+tls://0.0.0.0:2376?ca=ca.pem&cert=/etc/gate/cert.pem&key=key.pem
                policy: observe
                clients:
                  laptop.ann: ann
            """);

    assertThat(file.engine()).contains(new EngineAddress.Unix(Path.of("/run/other.sock")));
    assertThat(file.journal()).contains(folder.resolve("records").toString());
    assertThat(file.state()).contains(Path.of("/var/lib/gate"));
    assertThat(file.monitor()).contains("tcp://127.0.0.1:9323");
    assertThat(file.eventLoops()).contains(2);
    assertThat(file.maxConnections()).contains(512);
    assertThat(file.graceSeconds()).contains(30);
    assertThat(file.ioUring()).contains(false);
    assertThat(file.listeners()).hasSize(3);
    Listener shop = file.listeners().get(0);
    assertThat(shop.principal().name()).isEqualTo("shop");
    assertThat(shop.policy().settings().mounts()).hasSize(2);
    assertThat(((ListenAddress.Unix) shop.address()).mode()).isEqualTo("0660");
    assertThat(file.listeners().get(1).policy().settings().preset()).isEqualTo(Preset.OBSERVE);
    ListenAddress.Tls tls = (ListenAddress.Tls) file.listeners().get(2).address();
    assertThat(tls.principals()).containsEntry("laptop.ann", "ann");
    assertThat(tls.ca()).isEqualTo(folder.resolve("ca.pem"));
    assertThat(tls.cert()).isEqualTo(Path.of("/etc/gate/cert.pem"));
  }

  @Test
  void whatIsNotSaidIsEmpty() throws IOException {
    GateFile file = read("listeners: [{listen: 'unix:///run/a.sock', principal: a}]\n");

    assertThat(file.engine()).isEmpty();
    assertThat(file.journal()).isEmpty();
    assertThat(file.graceSeconds()).isEmpty();
    assertThat(file.listeners().getFirst().policy().settings().preset()).isEqualTo(Preset.DEVELOP);
  }

  @Test
  void everyProblemIsToldWithItsLineAndASuggestion() {
    assertThatThrownBy(() ->
            read(
                """
                enigne: unix:///run/docker.sock
                event-loops: many
                listeners:
                  - listen: unix:///run/a.sock
                    principel: a
                  - listen: http://localhost
                    principal: b
                  - listen: unix:///run/a.sock
                    principal: c c
                    policy: nowhere.yaml
                    clients: {x: y}
                  - listen: tcp+tls://0.0.0.0:2376?ca=ca.pem&cert=c.pem&key=k.pem
                    principal: d
                """))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("gate.yaml:1:1: enigne: unknown key; did you mean engine?")
        .hasMessageContaining("gate.yaml:2:")
        .hasMessageContaining("is no whole number from 1 to 64")
        .hasMessageContaining("principel: unknown key; did you mean principal?")
        .hasMessageContaining("principal is missing")
        .hasMessageContaining("a URL begins with unix://")
        .hasMessageContaining("unix:///run/a.sock is another listener's too")
        .hasMessageContaining("a principal's name has")
        .hasMessageContaining("nowhere.yaml")
        .hasMessageContaining("only tcp+tls:// listeners")
        .hasMessageContaining("with TLS the client's certificate says who calls");
  }

  @Test
  void aFileWithoutListenersIsRefused() {
    assertThatThrownBy(() -> read("engine: unix:///run/docker.sock\n"))
        .hasMessageContaining("listeners: there is none");
    assertThatThrownBy(() -> read("listeners: []\n")).hasMessageContaining("there is none");
    assertThatThrownBy(() -> read("")).hasMessageContaining("there is none");
  }

  @Test
  void aFileThatIsNotThereIsAUsageError() {
    assertThatThrownBy(() -> GateFile.read(folder.resolve("none.yaml"), Map.of()))
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2));
  }

  @Test
  void theExampleOfTheGuideIsRead() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "gate.md"));
    int from = guide.indexOf("```yaml\n") + 8;
    Files.writeString(folder.resolve("traefik.yaml"), "preset: compat\n");

    GateFile file = read(guide.substring(from, guide.indexOf("```", from)));

    assertThat(file.listeners()).hasSizeGreaterThan(2);
  }

  @Test
  void onlyPoliciesCanChangeWhileAGateRuns() throws IOException {
    GatePlan running = plan("listeners: [{listen: 'unix:///run/a.sock', principal: a}]\n");
    GatePlan stricter =
        plan("listeners: [{listen: 'unix:///run/a.sock', principal: a, policy: observe}]\n");
    GatePlan other = plan("listeners: [{listen: 'unix:///run/b.sock', principal: a}]\n");
    GatePlan somebody = plan("listeners: [{listen: 'unix:///run/a.sock', principal: b}]\n");

    assertThat(running.policiesOf(stricter).getFirst().settings().preset())
        .isEqualTo(Preset.OBSERVE);
    assertThatThrownBy(() -> running.policiesOf(other)).hasMessageContaining("restart");
    assertThatThrownBy(() -> running.policiesOf(somebody)).hasMessageContaining("restart");
  }

  private GatePlan plan(String yaml) throws IOException {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(file, yaml);
    GateCommand command = new GateCommand();
    new picocli.CommandLine(command)
        .parseArgs("--config", file.toString(), "--state", "/run/state");
    return command.plan(Map.of());
  }

  private GateFile read(String yaml) throws IOException {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(file, yaml);
    return GateFile.read(file, Map.of());
  }
}
