package dev.cofferdam.gate.escape;

import static dev.cofferdam.gate.escape.Effect.createdAbove;

import java.util.List;

/** More of the machine than the policy gives: by asking, by not asking, and by asking later. */
final class LimitAttacks {
  private static final String GROUP = "limits";
  private static final long MEMORY = 4L << 30;

  private LimitAttacks() {}

  static List<Attack> all() {
    return List.of(
        asked("too much memory", "'Memory':8589934592", createdAbove("/HostConfig/Memory", MEMORY)),
        asked("no memory limit named", "'Memory':0", unlimited("/HostConfig/Memory")),
        Attack.create(
            GROUP, "no HostConfig at all", "{'Image':'${image}'}", unlimited("/HostConfig/Memory")),
        asked("no pids limit named", "'Memory':67108864", unlimited("/HostConfig/PidsLimit")),
        asked("pids -1", "'PidsLimit':-1", unlimited("/HostConfig/PidsLimit")),
        asked("too many pids", "'PidsLimit':99999", createdAbove("/HostConfig/PidsLimit", 1024)),
        asked("no cpu limit named", "'CpuShares':1024", boundless()),
        asked("a cpu quota without bound", "'CpuPeriod':100000,'CpuQuota':-1", boundless()),
        asked(
            "swap without bound",
            "'Memory':67108864,'MemorySwap':-1",
            new Effect.NewContainer("/HostConfig/MemorySwap", node -> node.asLong(0) < 0)),
        asked(
            "a large shm", "'ShmSize':99999999999", createdAbove("/HostConfig/ShmSize", 1L << 30)),
        asked(
            "ulimits",
            "'Ulimits':[{'Name':'rtprio','Hard':99,'Soft':99}]",
            Effect.created("/HostConfig/Ulimits", "rtprio")),
        asked(
            "a device's weight",
            "'BlkioDeviceReadBps':[{'Path':'/dev/loop0','Rate':1}]",
            Effect.created("/HostConfig/BlkioDeviceReadBps", "loop0")),
        asked(
            "a tmpfs that may run and set uids",
            "'Tmpfs':{'/x':'exec,suid,dev,size=900g'}",
            Effect.created("/HostConfig/Tmpfs", "900g")),
        updated("memory", "'Memory':8589934592,'MemorySwap':-1", "/HostConfig/Memory", MEMORY),
        updated("pids", "'PidsLimit':99999", "/HostConfig/PidsLimit", 1024),
        Attack.of(
            GROUP,
            "update of one's own pids to none",
            new Effect.Has(
                "/v1.41/containers/${last}/json",
                "/HostConfig/PidsLimit",
                node -> !node.isNull() && node.asLong(1) <= 0),
            RawRequest.create(Attack.inHostConfig("'PidsLimit':50")),
            RawRequest.post("/v1.41/containers/${last}/update", "{'PidsLimit':-1}")));
  }

  private static Attack asked(String name, String members, Effect effect) {
    return Attack.hostConfig(GROUP, name, members, effect);
  }

  /** No limit on CPUs, in neither of its two spellings. */
  private static Effect boundless() {
    return new Effect.NewContainer(
        "/HostConfig",
        host -> host.path("NanoCpus").asLong(0) <= 0 && host.path("CpuQuota").asLong(0) <= 0);
  }

  private static Effect unlimited(String pointer) {
    return new Effect.NewContainer(pointer, node -> node.isNull() || node.asLong(1) <= 0);
  }

  private static Attack updated(String name, String members, String pointer, long most) {
    return Attack.of(
        GROUP,
        "update of one's own " + name,
        new Effect.Has("/v1.41/containers/${last}/json", pointer, node -> node.asLong(0) > most),
        RawRequest.create(Attack.inHostConfig("'Memory':67108864,'PidsLimit':50")),
        RawRequest.post("/v1.41/containers/${last}/update", "{" + members + "}"));
  }
}
