package dev.cofferdam.bench;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.preset.Policies;
import dev.cofferdam.policy.settings.Presets;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions of the {@code develop} preset, from the bytes of a body to the bytes of the rebuilt
 * one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class DecisionBenchmark {
  /** As {@code docker run -d --name web -e A=b -p 8080:80 -v data:/data --init nginx} sends it. */
  private static final byte[] CREATE =
      """
      {"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,
       "AttachStderr":false,"ExposedPorts":{"80/tcp":{}},"Tty":false,"OpenStdin":false,
       "StdinOnce":false,"Env":["A=b"],"Cmd":null,"Image":"nginx","Volumes":{},"WorkingDir":"",
       "Entrypoint":null,"OnBuild":null,"Labels":{"com.example":"x"},
       "HostConfig":{"Binds":["data:/data"],"ContainerIDFile":"","LogConfig":{"Type":"","Config":{}},
        "NetworkMode":"default","PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},
        "RestartPolicy":{"Name":"no","MaximumRetryCount":0},"AutoRemove":false,"VolumeDriver":"",
        "VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":null,"CapDrop":null,"CgroupnsMode":"",
        "Dns":[],"DnsOptions":[],"DnsSearch":[],"ExtraHosts":null,"GroupAdd":null,"IpcMode":"",
        "Cgroup":"","Links":null,"OomScoreAdj":0,"PidMode":"","Privileged":false,
        "PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,"UTSMode":"",
        "UsernsMode":"","ShmSize":0,"Isolation":"","CpuShares":0,"Memory":0,"NanoCpus":0,
        "CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],
        "BlkioDeviceWriteBps":[],"BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,
        "CpuQuota":0,"CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"",
        "Devices":[],"DeviceCgroupRules":null,"DeviceRequests":null,"MemoryReservation":0,
        "MemorySwap":0,"MemorySwappiness":-1,"OomKillDisable":false,"PidsLimit":0,"Ulimits":[],
        "CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,"MaskedPaths":null,
        "ReadonlyPaths":null,"Init":true},
       "NetworkingConfig":{"EndpointsConfig":{}}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Policy policy = Policies.compile(Presets.defaults(Preset.DEVELOP));
  private final Principal principal = new Principal("bench");
  private final EngineTraits engine = new EngineTraits(new ApiVersion(45), new ApiVersion(24));

  /**
   * Parse, find the references, decide with their facts, rebuild: what a create costs but for the
   * engine.
   */
  @Benchmark
  public byte[] containerCreate() throws BodyException {
    Call call =
        new Call(
            Operation.CONTAINER_CREATE,
            new ApiVersion(41),
            List.of(),
            Query.of(Map.of("name", List.of("web"))),
            Bodies.read(Operation.CONTAINER_CREATE, CREATE));
    Map<Reference, Fact> facts = new HashMap<>();
    for (Reference reference : policy.references(principal, call)) {
      facts.put(reference, answer(reference));
    }
    return switch (policy.decide(principal, call, new Facts(engine, facts))) {
      case Verdict.Forward forward ->
          BodyWriter.write(Objects.requireNonNull(forward.call().body()));
      case Verdict.Deny deny -> throw new IllegalStateException(deny.finding().text());
      case Verdict.Ask ask -> throw new IllegalStateException(ask.finding().text());
    };
  }

  private static Fact answer(Reference reference) {
    return reference instanceof Reference.Usage
        ? new Fact.Usage(3, 1L << 30, 2, 0)
        : new Fact.Missing();
  }

  /** A list whose filters get the owner's label. */
  @Benchmark
  public Verdict containerList() {
    Call call =
        new Call(
            Operation.CONTAINER_LIST,
            new ApiVersion(41),
            List.of(),
            Query.of(Map.of("all", List.of("1"), "filters", List.of("{\"status\":[\"running\"]}"))),
            null);
    return policy.decide(principal, call, new Facts(engine, Map.of()));
  }
}
