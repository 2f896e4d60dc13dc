package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.MY_NET;
import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static dev.cofferdam.policy.preset.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.ImageRules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerCreateTest {
  private final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "container.privileged | \"Privileged\":true",
        "container.bind | \"Binds\":[\"/etc:/x\"]",
        "container.bind | \"Binds\":[\"/workspace/../etc:/x\"]",
        "container.bind | \"Binds\":[\"/workspace/link:/x\"]",
        "container.bind | \"Binds\":[\"/workspaces:/x\"]",
        "container.bind | \"Binds\":[\"//etc:/x\"]",
        "container.bind | \"Binds\":[\"./x:/x\"]",
        "container.bind | \"Binds\":[\"/:/x\"]",
        "container.bind | \"Binds\":[\"/workspace:/x:ro:rw\"]",
        "container.bind | \"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/etc\",\"Target\":\"/x\"}]",
        "container.bind | \"Mounts\":[{\"Type\":\"bind\",\"Target\":\"/x\"}]",
        "container.docker-socket | \"Binds\":[\"/var/run/docker.sock:/x\"]",
        "container.docker-socket | \"Binds\":[\"/var/run:/x\"]",
        "container.mount-options | \"Binds\":[\"/workspace:/x:rshared\"]",
        "container.mount-options | \"Binds\":[\"/workspace:/x:Z\"]",
        "container.mount-options | \"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/workspace\",\"Target\":\"/x\",\"BindOptions\":{\"Propagation\":\"rshared\"}}]",
        "container.mount-options | \"Mounts\":[{\"Type\":\"tmpfs\",\"Target\":\"/x\",\"BindOptions\":{\"Propagation\":\"private\"}}]",
        "container.mount-type | \"Mounts\":[{\"Type\":\"image\",\"Source\":\"alpine\",\"Target\":\"/x\"}]",
        "container.mount-type | \"Mounts\":[{\"Type\":\"Bind\",\"Source\":\"/etc\",\"Target\":\"/x\"}]",
        "container.mount-type | \"Mounts\":[{\"Target\":\"/x\"}]",
        "container.volume-driver | \"VolumeDriver\":\"sshfs\"",
        "container.volume-driver | \"Mounts\":[{\"Type\":\"volume\",\"Source\":\"v1\",\"Target\":\"/x\",\"VolumeOptions\":{\"DriverConfig\":{\"Name\":\"local\",\"Options\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/etc\"}}}}]",
        "container.subpath | \"Mounts\":[{\"Type\":\"volume\",\"Source\":\"v1\",\"Target\":\"/x\",\"VolumeOptions\":{\"Subpath\":\"a\"}}]",
        "volume.foreign | \"Binds\":[\"theirvol:/x\"]",
        "volume.foreign | \"Mounts\":[{\"Type\":\"volume\",\"Source\":\"theirvol\",\"Target\":\"/x\"}]",
        "container.volumes-from | \"VolumesFrom\":[\"mine:z\"]",
        "container.owner | \"VolumesFrom\":[\"theirs\"]",
        "container.owner | \"VolumesFrom\":[\"hosts:ro\"]",
        "container.tmpfs | \"Tmpfs\":{\"/x\":\"mpol=bind\"}",
        "container.tmpfs | \"Mounts\":[{\"Type\":\"tmpfs\",\"Target\":\"/x\",\"TmpfsOptions\":{\"Options\":[[\"mpol\",\"bind\"]]}}]",
        "container.network-mode | \"NetworkMode\":\"host\"",
        "container.owner | \"NetworkMode\":\"container:theirs\"",
        "network.owner | \"NetworkMode\":\"foreign\"",
        "network.owner | \"NetworkMode\":\"HOST\"",
        "container.links | \"Links\":[\"mine:/a/b\"]",
        "container.owner | \"Links\":[\"theirs:db\"]",
        "container.extra-hosts | \"ExtraHosts\":[\"x:169.254.169.254\"]",
        "container.extra-hosts | \"ExtraHosts\":[\"x:localhost\"]",
        "container.pid-mode | \"PidMode\":\"host\"",
        "container.owner | \"PidMode\":\"container:theirs\"",
        "container.ipc-mode | \"IpcMode\":\"host\"",
        "container.uts-mode | \"UTSMode\":\"host\"",
        "container.userns-mode | \"UsernsMode\":\"host\"",
        "container.cgroupns-mode | \"CgroupnsMode\":\"host\"",
        "container.cgroup | \"Cgroup\":\"container:mine\"",
        "container.cgroup-parent | \"CgroupParent\":\"/\"",
        "container.cap-add | \"CapAdd\":[\"ALL\"]",
        "container.cap-add | \"CapAdd\":[\"CAP_SYS_ADMIN\"]",
        "container.cap-add | \"Capabilities\":[\"SYS_ADMIN\"]",
        "container.devices | \"Devices\":[{\"PathOnHost\":\"/dev/sda\",\"PathInContainer\":\"/x\"}]",
        "container.device-cgroup-rules | \"DeviceCgroupRules\":[\"a *:* rwm\"]",
        "container.device-requests | \"DeviceRequests\":[{\"Count\":-1}]",
        "container.security-opt | \"SecurityOpt\":[\"seccomp=unconfined\"]",
        "container.security-opt | \"SecurityOpt\":[\"apparmor:unconfined\"]",
        "container.security-opt | \"SecurityOpt\":[\"label=disable\"]",
        "container.security-opt | \"SecurityOpt\":[\"no-new-privileges=false\"]",
        "container.masked-paths | \"MaskedPaths\":[]",
        "container.masked-paths | \"ReadonlyPaths\":[\"/proc/sys\"]",
        "container.sysctls | \"Sysctls\":{\"kernel.msgmax\":\"1\"}",
        "container.sysctls | \"Sysctls\":{\"net/ipv4/ip_forward\":\"1\"}",
        "container.runtime | \"Runtime\":\"io.containerd.evil.v1\"",
        "container.log-config | \"LogConfig\":{\"Type\":\"fluentd\",\"Config\":{}}",
        "container.log-config | \"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"fluentd-address\":\"x\"}}",
        "container.restart-policy | \"RestartPolicy\":{\"Name\":\"forever\"}",
        "container.oom | \"OomKillDisable\":true",
        "container.oom | \"OomScoreAdj\":-500",
        "container.realtime | \"CpuRealtimeRuntime\":1000",
        "container.blkio-device | \"BlkioDeviceReadBps\":[{\"Path\":\"/dev/sda\",\"Rate\":1}]",
        "container.storage-opt | \"StorageOpt\":{\"size\":\"1G\"}",
        "container.ulimits | \"Ulimits\":[{\"Name\":\"rtprio\",\"Soft\":99,\"Hard\":99}]",
        "container.annotations | \"Annotations\":{\"a\":\"b\"}",
        "container.group-add | \"GroupAdd\":[\"docker\"],\"Binds\":[\"/workspace:/x\"]",
        "container.group-add | \"GroupAdd\":[\"docker\"],\"VolumesFrom\":[\"mine\"]",
        "container.tmpfs | \"Tmpfs\":{\"/x\":\"suid\"}",
        "container.member | \"KernelMemory\":1",
        "ports.address | \"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"192.168.1.5\",\"HostPort\":\"8080\"}]}",
        "ports.privileged | \"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"80\"}]}",
        "ports.invalid | \"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"http\"}]}",
        "ports.all | \"PublishAllPorts\":true",
        "limit.memory | \"Memory\":1073741825",
        "limit.memory | \"MemoryReservation\":1073741825",
        "limit.memory-swap | \"MemorySwap\":-1",
        "limit.cpus | \"NanoCpus\":2000000001",
        "limit.cpus | \"CpuQuota\":500000",
        "limit.cpus | \"CpuQuota\":50000,\"CpuPeriod\":10000",
        "limit.pids | \"PidsLimit\":257",
        "limit.shm | \"ShmSize\":536870913",
      })
  void aMemberThatReachesBeyondTheContainerIsRefused(String rule, String member) {
    assertThat(finding(scene.host(member)).rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "labels.reserved | \"Labels\":{\"dev.cofferdam.owner\":\"bob\"}",
        "labels.reserved | \"Labels\":{\"dev.cofferdam.session\":\"x\"}",
        "labels.reserved | \"Labels\":{\"traefik.enable\":\"true\"}",
        "container.mac-address | \"MacAddress\":\"02:42:ac:11:00:02\"",
        "container.on-build | \"OnBuild\":[\"RUN x\"]",
        "network.owner | \"NetworkingConfig\":{\"EndpointsConfig\":{\"foreign\":{}}}",
        "container.mac-address | \"NetworkingConfig\":{\"EndpointsConfig\":{\"mynet\":{\"MacAddress\":\"02:42:ac:11:00:02\"}}}",
        "container.endpoint | \"NetworkingConfig\":{\"EndpointsConfig\":{\"mynet\":{\"DriverOpts\":{\"com.docker.network.endpoint.sysctls\":\"x\"}}}}",
        "container.endpoint | \"NetworkingConfig\":{\"EndpointsConfig\":{\"team\":{\"IPAMConfig\":{\"IPv4Address\":\"10.0.0.9\"}}}}",
        "container.owner | \"NetworkingConfig\":{\"EndpointsConfig\":{\"mynet\":{\"Links\":[\"theirs:x\"]}}}",
      })
  void whatTheContainerIsCalledAndJoinsIsChecked(String rule, String member) {
    assertThat(finding(scene.create(member)).rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"CapAdd\":[\"cap_chown\"] | \"CapAdd\":[\"cap_chown\"]",
        "\"CapDrop\":[\"ALL\"] | \"CapDrop\":[\"ALL\"]",
        "\"SecurityOpt\":[\"no-new-privileges\"] | \"SecurityOpt\":[\"no-new-privileges\"]",
        "\"ExtraHosts\":[\"a:host-gateway\",\"b:10.0.0.1\",\"c:::1\"] | \"ExtraHosts\":[\"a:host-gateway\"",
        "\"Sysctls\":{\"net.core.somaxconn\":\"1024\"} | somaxconn",
        "\"RestartPolicy\":{\"Name\":\"always\",\"MaximumRetryCount\":0} | \"Name\":\"always\"",
        "\"LogConfig\":{\"Type\":\"local\",\"Config\":{\"max-size\":\"1m\"}} | \"max-size\":\"1m\"",
        "\"Tmpfs\":{\"/run\":\"rw,noexec,size=65536k,mode=1777\"} | noexec",
        "\"GroupAdd\":[\"1000\"] | \"GroupAdd\":[\"1000\"]",
        "\"IpcMode\":\"shareable\" | \"IpcMode\":\"shareable\"",
        "\"NetworkMode\":\"none\" | \"NetworkMode\":\"none\"",
        "\"NetworkMode\":\"default\" | \"NetworkMode\":\"default\"",
        "\"MaskedPaths\":null,\"ReadonlyPaths\":null | \"Memory\"",
        "\"Binds\":[\"/anonymous\"] | \"Binds\":[\"/anonymous\"]",
        "\"Memory\":536870912 | \"Memory\":536870912",
        "\"Memory\":536870912 | \"MemorySwap\":536870912",
        "\"NanoCpus\":1500000000 | \"NanoCpus\":1500000000",
        "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8080\"}]} | \"HostPort\":\"8080\"",
        "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":1024,\"Hard\":1024}] | nofile",
      })
  void ordinaryMembersPassAsWritten(String member, String expected) {
    assertThat(json(scene.host(member))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"Binds\":[\"/workspace:/w\"] | \"Binds\":[\"/home/ann/p:/w\"]",
        "\"Binds\":[\"/workspace/:/w:rw\"] | \"Binds\":[\"/home/ann/p:/w:rw\"]",
        "\"Binds\":[\"/workspace/src:/w:ro,nocopy\"] | \"Binds\":[\"/home/ann/p/src:/w:ro,nocopy\"]",
        "\"Binds\":[\"/data/data:/w:rw\"] | \"Binds\":[\"/srv/ro/data:/w:ro\"]",
        "\"Binds\":[\"/data/data:/w\"] | \"Binds\":[\"/srv/ro/data:/w:ro\"]",
        "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/data/data\",\"Target\":\"/w\"}] | \"Source\":\"/srv/ro/data\",\"Target\":\"/w\",\"ReadOnly\":true",
        "\"VolumesFrom\":[\"mine:ro\"] | \"VolumesFrom\":[\"aaaaaaaaaaaaaaaa",
        "\"PidMode\":\"container:mine\" | \"PidMode\":\"container:aaaaaaaaaaaaaaaa",
        "\"NetworkMode\":\"container:mine\" | \"NetworkMode\":\"container:aaaaaaaaaaaaaaaa",
        "\"NetworkMode\":\"mynet\" | \"NetworkMode\":\"cccccccccccccccc",
        "\"NetworkMode\":\"team\" | \"NetworkMode\":\"dddddddddddddddd",
        "\"Links\":[\"mine\"] | aaaaaaaa:mine\"]",
        "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]} | \"HostIp\":\"127.0.0.1\",\"HostPort\":\"8080\"",
        "\"PortBindings\":{\"80/tcp\":[]} | \"80/tcp\":[{\"HostIp\":\"127.0.0.1\"}]",
        "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"81-90\"}]} | x",
      })
  void namesAndAddressesAreRewritten(String member, String expected) {
    if (member.contains("81-90")) {
      assertThat(finding(scene.host(member)).rule()).isEqualTo("ports.privileged");
    } else {
      assertThat(json(scene.host(member))).contains(expected);
    }
  }

  @Test
  void everyContainerGetsTheOwnersLabelAndLimits() {
    Verdict verdict = scene.create("");
    assertThat(json(verdict))
        .contains("\"Labels\":{\"dev.cofferdam.owner\":\"ann\"}")
        .contains("\"Memory\":1073741824")
        .contains("\"MemorySwap\":1073741824")
        .contains("\"CpuPeriod\":100000,\"CpuQuota\":200000")
        .contains("\"PidsLimit\":256");
    assertThat(forward(verdict).sequel()).isEqualTo(Verdict.Sequel.OWN_VOLUMES_OF_CONTAINER);
    assertThat(forward(verdict).changes()).contains("label dev.cofferdam.owner added");
  }

  @Test
  void unlimitedProcessesBecomeTheCeiling() {
    assertThat(json(scene.host("\"PidsLimit\":-1"))).contains("\"PidsLimit\":256");
  }

  @Test
  void bothAddressFamiliesBecomeOneBinding() {
    String ports =
        "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"},"
            + "{\"HostIp\":\"::\",\"HostPort\":\"8080\"}]}";
    assertThat(json(scene.host(ports)))
        .contains("\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8080\"}]");
  }

  @Test
  void aNewNamedVolumeIsPreparedAndAnOwnOneIsNot() {
    Verdict.Forward forward = forward(scene.host("\"Binds\":[\"fresh:/a\",\"myvol:/b:ro\"]"));
    assertThat(forward.preparation().volumes()).containsExactly("fresh");
  }

  @Test
  void aMountedVolumeCarriesTheOwnersLabel() {
    Verdict verdict =
        scene.host("\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"fresh\",\"Target\":\"/a\"}]");
    assertThat(json(verdict))
        .contains("\"VolumeOptions\":{\"Labels\":{\"dev.cofferdam.owner\":\"ann\"}}");
    assertThat(forward(verdict).preparation().volumes()).containsExactly("fresh");
  }

  @Test
  void aSubpathIsLetThroughWhereTheEngineKnowsIt() {
    scene.engine(45);
    assertThat(
            json(
                scene.host(
                    "\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"myvol\",\"Target\":\"/x\","
                        + "\"VolumeOptions\":{\"Subpath\":\"a\"}}]")))
        .contains("\"Subpath\":\"a\"");
  }

  @Test
  void endpointsKeepTheirNameAndArePinnedById() {
    Verdict verdict =
        scene.create(
            "\"HostConfig\":{\"NetworkMode\":\"mynet\"},\"NetworkingConfig\":{\"EndpointsConfig\":"
                + "{\"mynet\":{\"Aliases\":[\"db\"],\"NetworkID\":\"whatever\"}}}");
    assertThat(json(verdict))
        .contains("\"NetworkMode\":\"" + MY_NET + "\"")
        .contains("\"mynet\":{\"Aliases\":[\"db\"],\"NetworkID\":\"" + MY_NET + "\"}");
  }

  @Test
  void aliasesOnASharedNetworkAreDroppedSoThatComposeWorks() {
    Verdict verdict =
        scene.create(
            "\"NetworkingConfig\":{\"EndpointsConfig\":{\"team\":{\"Aliases\":[\"db\"]}}}");
    assertThat(json(verdict)).doesNotContain("Aliases");
    assertThat(forward(verdict).changes()).contains("aliases on a shared network removed");
  }

  @Test
  void theDefaultNetworkOfDockersClientPasses() {
    assertThat(
            json(
                scene.create(
                    "\"HostConfig\":{\"NetworkMode\":\"bridge\"},\"NetworkingConfig\":"
                        + "{\"EndpointsConfig\":{\"bridge\":{\"NetworkID\":\"x\"}}}")))
        .contains("\"EndpointsConfig\":{\"bridge\":{}}");
  }

  @Test
  void namesThatLookLikeIdsAreRefused() {
    String json = "{\"Image\":\"alpine\"}";
    assertThat(
            finding(scene.decide(Operation.CONTAINER_CREATE, null, "name=0123456789ab", json))
                .rule())
        .isEqualTo("name.shadows-id");
    assertThat(finding(scene.decide(Operation.CONTAINER_CREATE, null, "name=a/b", json)).rule())
        .isEqualTo("name.invalid");
    assertThat(
            forward(scene.decide(Operation.CONTAINER_CREATE, null, "name=/web", json))
                .call()
                .query()
                .first("name"))
        .isEqualTo("web");
  }

  /** The docker command takes a 404 of a create for a missing image, and would pull. */
  @Test
  void onlyAMissingImageIsNotFoundOnCreate() {
    for (String mode : new String[] {"container:theirs", "container:none", "none-such"}) {
      var finding = finding(scene.host("\"NetworkMode\":\"" + mode + "\""));
      assertThat(finding.status()).isEqualTo(400);
    }
    assertThat(finding(image("secret")).status()).isEqualTo(404);
  }

  @Test
  void imagesOfOthersAreHiddenAndDeniedOnesRefused() {
    assertThat(finding(image("secret")).status()).isEqualTo(404);
    assertThat(finding(image("secret")).text()).isEqualTo("No such image: secret");
    assertThat(finding(image("evil/thing")).rule()).isEqualTo("image.not-allowed");
    assertThat(finding(image("127.0.0.1:5000/x")).rule()).isEqualTo("image.registry");
    assertThat(finding(image("")).rule()).isEqualTo("image.name");
    assertThat(json(image("not-here-yet"))).contains("\"Image\":\"not-here-yet\"");
    assertThat(json(image("222222222222"))).contains("\"Image\":\"" + Scene.HOST_IMAGE + "\"");
  }

  @Test
  void anOwnImageRunsWhateverThePatternsSay() {
    scene.images(new ImageRules(List.of("postgres"), List.of()));
    assertThat(json(image("app"))).contains("\"Image\":\"app\"");
    assertThat(finding(image("alpine")).rule()).isEqualTo("image.not-allowed");
    assertThat(finding(image("222222222222")).rule()).isEqualTo("image.not-allowed");
  }

  @Test
  void anImageWhoseContainersWouldBeOwnedIsRefused() {
    scene.fact(
        new Reference.Image("app"),
        new Fact.Image(
            Scene.MY_IMAGE,
            "ann",
            List.of("app:latest"),
            List.of(),
            Set.of("dev.cofferdam.owner")));
    assertThat(image("app"))
        .isInstanceOfSatisfying(
            Verdict.Deny.class,
            deny -> assertThat(deny.finding().rule()).isEqualTo("labels.reserved"));
  }

  private Verdict image(String name) {
    return scene.decide(Operation.CONTAINER_CREATE, null, "", "{\"Image\":\"" + name + "\"}");
  }

  @Test
  void labelsThatAnImageWouldPassOnAreChecked() {
    scene.fact(
        new Reference.Image("app"),
        new Fact.Image(
            Scene.MY_IMAGE,
            "ann",
            List.of("app:latest"),
            List.of(),
            Set.of("dev.cofferdam.image-owner", "maintainer")));
    assertThat(json(image("app"))).contains("\"Image\":\"app\"");
    scene.fact(
        new Reference.Image("app"),
        new Fact.Image(
            Scene.MY_IMAGE, "ann", List.of(), List.of(), Set.of("dev.cofferdam.session")));
    assertThat(finding(image("app")).rule()).isEqualTo("labels.reserved");
    scene.fact(
        new Reference.Image("app"),
        new Fact.Image(Scene.MY_IMAGE, "ann", List.of(), List.of(), Set.of("traefik.enable")));
    assertThat(finding(image("app")).rule()).isEqualTo("labels.reserved");
  }

  @Test
  void thePrincipalsTotalsAreHeld() {
    long mib = Scene.MIB;
    scene
        .limits(new Limits(512 * mib, 0, 0, 0, 0, 0, 3, 1024 * mib, 0, 2))
        .fact(new Reference.Usage(), new Fact.Usage(2, 600 * mib, 1, 0));
    assertThat(finding(scene.create("")).rule()).isEqualTo("limit.total-memory");
    assertThat(json(scene.host("\"Memory\":" + 400 * mib))).contains("\"Memory\"");
    String ports = "\"PortBindings\":{\"1/tcp\":[{}],\"2/tcp\":[{}]}";
    assertThat(finding(scene.host("\"Memory\":" + 400 * mib + "," + ports)).rule())
        .isEqualTo("limit.ports");
    scene.fact(new Reference.Usage(), new Fact.Usage(3, 0, 0, 0));
    assertThat(finding(scene.create("")).rule()).isEqualTo("limit.containers");
  }

  @Test
  void everyRefusalNamesAKnownRuleAndAHint() {
    var finding = finding(scene.host("\"Privileged\":true"));
    assertThat(Rules.byId(finding.rule())).isNotNull();
    assertThat(finding.text())
        .startsWith("cofferdam: privileged containers are not allowed here (container.privileged).")
        .contains("Hint: ");
  }
}
