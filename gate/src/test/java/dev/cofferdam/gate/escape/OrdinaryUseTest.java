package dev.cofferdam.gate.escape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What the docker CLI sends on an ordinary day, in order: all of it must work under develop. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdinaryUseTest {
  private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

  /** Sent by {@code docker run -i -p 80 -v src:/src:ro -m 64m} of Docker 28.2. */
  private static final String RUN =
"""
      {'Hostname':'','Domainname':'','User':'','AttachStdin':false,'AttachStdout':true,\
      'AttachStderr':true,'ExposedPorts':{'80/tcp':{}},'Tty':false,'OpenStdin':false,\
      'StdinOnce':false,'Env':['A=b'],'Cmd':['sh','-c','echo hello; cat /src/file; sleep 1000'],\
      'Image':'${image}','Volumes':{},'WorkingDir':'','Entrypoint':null,'OnBuild':null,\
      'Labels':{},'HostConfig':{'Binds':['/workspace/src:/src:ro','${name}:/v'],\
      'ContainerIDFile':'','LogConfig':{'Type':'','Config':{}},'NetworkMode':'default',\
      'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':''}]},\
      'RestartPolicy':{'Name':'no','MaximumRetryCount':0},'AutoRemove':false,\
      'VolumeDriver':'','VolumesFrom':null,'ConsoleSize':[0,0],'CapAdd':null,'CapDrop':null,\
      'CgroupnsMode':'','Dns':[],'DnsOptions':[],'DnsSearch':[],'ExtraHosts':null,\
      'GroupAdd':null,'IpcMode':'','Cgroup':'','Links':null,'OomScoreAdj':0,'PidMode':'',\
      'Privileged':false,'PublishAllPorts':false,'ReadonlyRootfs':false,'SecurityOpt':null,\
      'UTSMode':'','UsernsMode':'','ShmSize':0,'Isolation':'','CpuShares':0,\
      'Memory':67108864,'NanoCpus':0,'CgroupParent':'','BlkioWeight':0,\
      'BlkioWeightDevice':[],'BlkioDeviceReadBps':[],'BlkioDeviceWriteBps':[],\
      'BlkioDeviceReadIOps':[],'BlkioDeviceWriteIOps':[],'CpuPeriod':0,'CpuQuota':0,\
      'CpuRealtimePeriod':0,'CpuRealtimeRuntime':0,'CpusetCpus':'','CpusetMems':'',\
      'Devices':[],'DeviceCgroupRules':null,'DeviceRequests':null,'MemoryReservation':0,\
      'MemorySwap':0,'MemorySwappiness':-1,'OomKillDisable':false,'PidsLimit':0,\
      'Ulimits':[],'CpuCount':0,'CpuPercent':0,'IOMaximumIOps':0,'IOMaximumBandwidth':0,\
      'MaskedPaths':null,'ReadonlyPaths':null},\
      'NetworkingConfig':{'EndpointsConfig':{'default':{'IPAMConfig':null,'Links':null,\
      'Aliases':null,'MacAddress':'','DriverOpts':null,'GwPriority':0,'NetworkID':'',\
      'EndpointID':'','Gateway':'','IPAddress':'','IPPrefixLen':0,'IPv6Gateway':'',\
      'GlobalIPv6Address':'','GlobalIPv6PrefixLen':0,'DNSNames':null}}}}\
""";

  private static final String BOX = "/v1.41/containers/${last}";
  private static final String BY_NAME = "/v1.41/containers/${name}";

  private final Scenery scenery;
  private final TestGate gate;
  private String last = "";

  /**
   * One request.
   *
   * @param name the command it stands for
   * @param request what is sent
   * @param status what is answered
   * @param seen a text in the reply
   */
  private record Use(String name, RawRequest request, int status, String seen) {}

  OrdinaryUseTest() throws IOException {
    scenery = Scenery.set();
    gate =
        TestGate.start(
            Map.of("ann", "preset: develop\nmounts: ['/workspace=" + scenery.project() + "']\n"));
  }

  @AfterAll
  void clearUp() throws IOException {
    gate.close();
    scenery.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRequestWorks() {
    List<Use> uses =
        Stream.of(looking(), running(), touching(), images(), networksAndVolumes(), ending())
            .flatMap(List::stream)
            .toList();
    assertThat(uses).hasSizeGreaterThanOrEqualTo(30);
    return IntStream.range(0, uses.size())
        .mapToObj(number ->
            DynamicTest.dynamicTest(
                number + " " + uses.get(number).name(), () -> send(uses.get(number))));
  }

  private void send(Use use) throws IOException {
    Wire wire = new Wire(gate.socket("ann"));
    Wire.Reply reply =
        wire.send(
            use.request().bytes(text -> scenery.fill(text, 0, last)),
            use.request().replies(),
            use.request().patience());
    assertThat(reply.status()).as(reply.text()).isEqualTo(use.status());
    assertThat(reply.text()).contains(scenery.fill(use.seen(), 0, last));
    Matcher id = ID.matcher(reply.text());
    if (use.name().equals("create") && id.find()) {
      last = id.group(1);
    }
  }

  private static List<Use> looking() {
    return List.of(
        new Use("ping", RawRequest.exact(RawRequest.message("HEAD", "/_ping")), 200, "Api-Version"),
        new Use("ping by GET", RawRequest.get("/_ping"), 200, "OK"),
        get("version", "/v1.41/version", "ApiVersion"),
        get("version before it is known", "/version", "ApiVersion"),
        get("info", "/v1.41/info", "ServerVersion"),
        get("ps", "/v1.41/containers/json", "${mine}"),
        get("ps -a", "/v1.41/containers/json?all=1", "${mine}"),
        get(
            "ps --filter",
            "/v1.41/containers/json?filters=%7B%22name%22%3A%7B%22${mineName}%22%3Atrue%7D%7D",
            "${mine}"),
        get("images", "/v1.41/images/json", "${image}"),
        get("network ls", "/v1.41/networks", "${myNet}"),
        get("volume ls", "/v1.41/volumes", "${myVolume}"),
        get("inspect", "/v1.41/containers/${mineName}/json", "${mine}"),
        get("events", "/v1.41/events?since=1&until=2", ""));
  }

  private static List<Use> running() {
    return List.of(
        new Use("create", RawRequest.create(RUN.strip()), 201, "Id"),
        new Use(
            "attach",
            RawRequest.upgrade(
                "POST",
                BOX + "/attach?stderr=1&stdout=1&stream=1",
                "tcp",
                "Content-Length: 0",
                "Content-Type: text/plain"),
            101,
            "UPGRADED"),
        post("start", "/start", 204),
        get("inspect by name", BY_NAME + "/json", "127.0.0.1"),
        new Use(
            "logs -f",
            RawRequest.get(BOX + "/logs?stdout=1&stderr=1&follow=1")
                .within(1, Duration.ofSeconds(1)),
            200,
            "mine"),
        get("top", BOX + "/top", "sleep"),
        get("stats --no-stream", BOX + "/stats?stream=0&one-shot=1", "memory_stats"),
        post("resize", "/resize?h=24&w=80", 200));
  }

  private static List<Use> touching() {
    return List.of(
        new Use(
            "exec",
            RawRequest.post(
                BOX + "/exec",
                "{'User':'','Privileged':false,'Tty':false,'AttachStdin':false,'AttachStderr':true,"
                    + "'AttachStdout':true,'Detach':false,'DetachKeys':'','Env':null,"
                    + "'WorkingDir':'','Cmd':['echo','hi']}"),
            201,
            "Id"),
        new Use(
            "cp into it",
            RawRequest.archive(
                "PUT",
                BOX + "/archive?noOverwriteDirNonDir=true&path=%2Ftmp",
                false,
                TarFile.file("copied", "hello")),
            200,
            ""),
        new Use(
            "what is there",
            RawRequest.exact(RawRequest.message("HEAD", BOX + "/archive?path=%2Ftmp%2Fcopied")),
            200,
            "X-Docker-Container-Path-Stat"),
        get("cp out of it", BOX + "/archive?path=%2Ftmp%2Fcopied", "hello"),
        get("diff", BOX + "/changes", "copied"),
        new Use("update", RawRequest.post(BOX + "/update", "{'CpuShares':512}"), 200, "Warnings"),
        post("pause", "/pause", 204),
        post("unpause", "/unpause", 204),
        post("rename", "/rename?name=${name}-b", 204),
        post("restart", "/restart?t=0", 204),
        get("export", BOX + "/export", "copied"),
        post("kill", "/kill?signal=KILL", 204),
        new Use("wait", RawRequest.post(BOX + "/wait?condition=not-running"), 200, "StatusCode"));
  }

  private static List<Use> images() {
    return List.of(
        new Use(
            "commit",
            RawRequest.post("/v1.41/commit?container=${last}&repo=${name}&tag=1"),
            201,
            "Id"),
        new Use("tag", RawRequest.post("/v1.41/images/${name}:1/tag?repo=${name}&tag=2"), 201, ""),
        get("image inspect", "/v1.41/images/${name}:2/json", "dev.cofferdam.image-owner"),
        get("history", "/v1.41/images/${name}:1/history", "Created"),
        get("save", "/v1.41/images/get?names=${name}%3A1", "manifest.json"),
        new Use(
            "build",
            RawRequest.build(
                "buildargs=%7B%7D&dockerfile=Dockerfile&labels=%7B%7D&rm=1&t=${name}%3A3&version=1",
                "FROM ${image}\nRUN echo built > /built\n"),
            200,
            "Successfully tagged"),
        new Use("rmi", RawRequest.delete("/v1.41/images/${name}:2"), 200, "Untagged"),
        new Use(
            "image prune",
            RawRequest.post(
                "/v1.41/images/prune?filters=%7B%22dangling%22%3A%7B%22true%22%3Atrue%7D%7D"),
            200,
            "SpaceReclaimed"));
  }

  private static List<Use> networksAndVolumes() {
    return List.of(
        new Use(
            "network create",
            RawRequest.post(
                "/v1.41/networks/create",
                "{'Name':'${name}','Driver':'bridge','Scope':'','IPAM':{'Driver':'default',"
                    + "'Options':{},'Config':[]},'Internal':false,'Attachable':false,"
                    + "'Ingress':false,'ConfigOnly':false,'ConfigFrom':null,'Options':{},"
                    + "'Labels':{},'CheckDuplicate':true}"),
            201,
            "Id"),
        get("network inspect", "/v1.41/networks/${name}", "${name}"),
        new Use(
            "network connect",
            RawRequest.post("/v1.41/networks/${name}/connect", "{'Container':'${mineName}'}"),
            200,
            ""),
        new Use(
            "network disconnect",
            RawRequest.post(
                "/v1.41/networks/${name}/disconnect", "{'Container':'${mineName}','Force':false}"),
            200,
            ""),
        new Use("network rm", RawRequest.delete("/v1.41/networks/${name}"), 204, ""),
        new Use(
            "volume create",
            RawRequest.post(
                "/v1.41/volumes/create",
                "{'Name':'${name}-w','Driver':'local','DriverOpts':{},'Labels':{}}"),
            201,
            "${name}-w"),
        get("volume inspect", "/v1.41/volumes/${name}-w", "dev.cofferdam.owner"),
        new Use("volume rm", RawRequest.delete("/v1.41/volumes/${name}-w"), 204, ""),
        get("system df", "/v1.41/system/df", "LayersSize"));
  }

  private static List<Use> ending() {
    return List.of(
        new Use("rm", RawRequest.delete(BOX + "?v=1&force=1"), 204, ""),
        new Use(
            "container prune",
            RawRequest.post("/v1.41/containers/prune?filters=%7B%7D"),
            200,
            "SpaceReclaimed"),
        new Use("rmi", RawRequest.delete("/v1.41/images/${name}:3?force=1"), 200, "ntagged"));
  }

  private static Use get(String name, String path, String seen) {
    return new Use(name, RawRequest.get(path), 200, seen);
  }

  private static Use post(String name, String rest, int status) {
    return new Use(name, RawRequest.post(BOX + rest), status, "");
  }
}
