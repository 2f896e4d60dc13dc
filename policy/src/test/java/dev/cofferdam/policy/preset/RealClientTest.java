package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.forward;
import static dev.cofferdam.policy.preset.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Verdict;
import org.junit.jupiter.api.Test;

/** What Docker's own command line sends must pass. */
class RealClientTest {
  /** Sent by {@code docker run -p 18080:80 -v …:/x:ro -v polvol:/v -m 64m} of Docker 28.2. */
  private static final String RUN =
"""
      {"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":true,\
      "AttachStderr":true,"ExposedPorts":{"80/tcp":{}},"Tty":false,"OpenStdin":false,\
      "StdinOnce":false,"Env":["A=b"],"Cmd":["/bin/busybox","true"],"Image":"alpine",\
      "Volumes":{},"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{},\
      "HostConfig":{"Binds":["/home/ann/p:/x:ro","polvol:/v"],"ContainerIDFile":"",\
      "LogConfig":{"Type":"","Config":{}},"NetworkMode":"default",\
      "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"18080"}]},\
      "RestartPolicy":{"Name":"no","MaximumRetryCount":0},"AutoRemove":true,\
      "VolumeDriver":"","VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":null,"CapDrop":null,\
      "CgroupnsMode":"","Dns":[],"DnsOptions":[],"DnsSearch":[],"ExtraHosts":null,\
      "GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,"OomScoreAdj":0,"PidMode":"",\
      "Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,\
      "UTSMode":"","UsernsMode":"","ShmSize":0,"Isolation":"","CpuShares":0,\
      "Memory":67108864,"NanoCpus":0,"CgroupParent":"","BlkioWeight":0,\
      "BlkioWeightDevice":[],"BlkioDeviceReadBps":[],"BlkioDeviceWriteBps":[],\
      "BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,\
      "CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"",\
      "Devices":[],"DeviceCgroupRules":null,"DeviceRequests":null,"MemoryReservation":0,\
      "MemorySwap":0,"MemorySwappiness":-1,"OomKillDisable":false,"PidsLimit":0,\
      "Ulimits":[],"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,\
      "MaskedPaths":null,"ReadonlyPaths":null},\
      "NetworkingConfig":{"EndpointsConfig":{"default":{"IPAMConfig":null,"Links":null,\
      "Aliases":null,"MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"",\
      "EndpointID":"","Gateway":"","IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"",\
      "GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}}}}\
""";

  private final Scene scene = new Scene();

  @Test
  void dockerRunPassesAndKeepsWhatItAskedFor() {
    Verdict verdict = scene.decide(Operation.CONTAINER_CREATE, null, "name=r1", RUN.strip());
    assertThat(json(verdict))
        .contains("\"Binds\":[\"/home/ann/p:/x:ro\",\"polvol:/v\"]")
        .contains("\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"18080\"}]")
        .contains("\"Memory\":67108864", "\"MemorySwap\":67108864", "\"PidsLimit\":256")
        .contains("\"EndpointsConfig\":{\"default\":{");
    assertThat(forward(verdict).preparation().volumes()).containsExactly("polvol");
    assertThat(forward(verdict).changes())
        .containsExactlyInAnyOrder(
            "label dev.cofferdam.owner added",
            "port published on 127.0.0.1",
            "CPUs limited to 2",
            "processes limited to 256");
  }

  @Test
  void aClassicDockerBuildPasses() {
    Verdict verdict =
        scene.decide(
            Operation.IMAGE_BUILD,
            null,
            "buildargs={\"A\":\"b\"}&dockerfile=Dockerfile&q=1&t=b2&version=1",
            null);
    assertThat(forward(verdict).call().query().first("t")).isEqualTo("docker.io/library/b2:latest");
  }
}
