package dev.cofferdam.engine.body;

import java.util.List;

/**
 * The body of ContainerUpdate: Docker's {@code Resources} and a restart policy. For plain numbers 0
 * means unchanged. Engines decode devices and the like and leave them alone, but newer ones have
 * begun to apply what older ones did not, so these keep their class.
 */
public final class ContainerUpdate {
  public static final Shape SHAPE = Shape.named("ContainerUpdate");

  /** The weight against all other containers of the host. */
  public static final Member<Long> CPU_SHARES = SHAPE.integer("CpuShares", Danger.LIMITED);

  /** Bytes; 0 means all the memory of the host. */
  public static final Member<Long> MEMORY = SHAPE.integer("Memory", Danger.LIMITED);

  /** Billionths of a CPU; 0 means all CPUs. */
  public static final Member<Long> NANO_CPUS = SHAPE.integer("NanoCpus", Danger.LIMITED);

  /** Puts the container into any control group and so past the limits of its own. */
  public static final Member<String> CGROUP_PARENT = SHAPE.text("CgroupParent", Danger.DANGEROUS);

  /** The share of disk time against all other containers. */
  public static final Member<Long> BLKIO_WEIGHT = SHAPE.unsigned16("BlkioWeight", Danger.LIMITED);

  /** The engine looks at each path, which tells whether it exists on the host. */
  public static final Member<List<Body>> BLKIO_WEIGHT_DEVICE =
      SHAPE.objects("BlkioWeightDevice", WeightDevice.SHAPE, Danger.LIMITED);

  /** The engine looks at each path, which tells whether it exists on the host. */
  public static final Member<List<Body>> BLKIO_DEVICE_READ_BPS =
      SHAPE.objects("BlkioDeviceReadBps", ThrottleDevice.SHAPE, Danger.LIMITED);

  /** The engine looks at each path, which tells whether it exists on the host. */
  public static final Member<List<Body>> BLKIO_DEVICE_WRITE_BPS =
      SHAPE.objects("BlkioDeviceWriteBps", ThrottleDevice.SHAPE, Danger.LIMITED);

  /** The engine looks at each path, which tells whether it exists on the host. */
  public static final Member<List<Body>> BLKIO_DEVICE_READ_IOPS =
      SHAPE.objects("BlkioDeviceReadIOps", ThrottleDevice.SHAPE, Danger.LIMITED);

  /** The engine looks at each path, which tells whether it exists on the host. */
  public static final Member<List<Body>> BLKIO_DEVICE_WRITE_IOPS =
      SHAPE.objects("BlkioDeviceWriteIOps", ThrottleDevice.SHAPE, Danger.LIMITED);

  /** With CpuQuota a second way to set the CPU limit. */
  public static final Member<Long> CPU_PERIOD = SHAPE.integer("CpuPeriod", Danger.LIMITED);

  /** With CpuPeriod a second way to set the CPU limit. */
  public static final Member<Long> CPU_QUOTA = SHAPE.integer("CpuQuota", Danger.LIMITED);

  /** Real-time tasks can starve the host. */
  public static final Member<Long> CPU_REALTIME_PERIOD =
      SHAPE.integer("CpuRealtimePeriod", Danger.LIMITED);

  /** Real-time tasks can starve the host. */
  public static final Member<Long> CPU_REALTIME_RUNTIME =
      SHAPE.integer("CpuRealtimeRuntime", Danger.LIMITED);

  /** Binds the container to CPUs that others may depend on. */
  public static final Member<String> CPUSET_CPUS = SHAPE.text("CpusetCpus", Danger.LIMITED);

  /** Binds the container to memory nodes that others may depend on. */
  public static final Member<String> CPUSET_MEMS = SHAPE.text("CpusetMems", Danger.LIMITED);

  /** Any device of the host: a raw disk is the whole host. */
  public static final Member<List<Body>> DEVICES =
      SHAPE.objects("Devices", DeviceMapping.SHAPE, Danger.DANGEROUS);

  /** Allows device nodes that the container then makes itself. */
  public static final Member<List<String>> DEVICE_CGROUP_RULES =
      SHAPE.texts("DeviceCgroupRules", Danger.DANGEROUS);

  /** GPUs and CDI devices; a CDI specification also adds mounts and hooks. */
  public static final Member<List<Body>> DEVICE_REQUESTS =
      SHAPE.objects("DeviceRequests", DeviceRequest.SHAPE, Danger.DANGEROUS);

  /** Bytes; engines read it up to API 1.41. */
  public static final Member<Long> KERNEL_MEMORY = SHAPE.integer("KernelMemory", Danger.LIMITED);

  /** Bytes; engines read it up to API 1.51. */
  public static final Member<Long> KERNEL_MEMORY_TCP =
      SHAPE.integer("KernelMemoryTCP", Danger.LIMITED);

  /** Bytes; only counts while the host is short of memory. */
  public static final Member<Long> MEMORY_RESERVATION =
      SHAPE.integer("MemoryReservation", Danger.LIMITED);

  /** Bytes of memory and swap together; -1 means all the swap of the host. */
  public static final Member<Long> MEMORY_SWAP = SHAPE.integer("MemorySwap", Danger.LIMITED);

  /** 0 to 100; -1 stands for the engine's default. */
  public static final Member<Long> MEMORY_SWAPPINESS =
      SHAPE.integer("MemorySwappiness", Danger.LIMITED);

  /** Without a memory limit the host can hang; false is the default. */
  public static final Member<Boolean> OOM_KILL_DISABLE =
      SHAPE.bool("OomKillDisable", Danger.LIMITED);

  /**
   * 0 and -1 mean as many processes as the host can bear; only an absent one leaves it as it is.
   */
  public static final Member<Long> PIDS_LIMIT =
      SHAPE.add("PidsLimit", Type.INT64, Danger.LIMITED, true);

  /** Limits of open files and processes, bounded only by those of the engine. */
  public static final Member<List<Body>> ULIMITS =
      SHAPE.objects("Ulimits", Ulimit.SHAPE, Danger.LIMITED);

  public static final Member<Long> CPU_COUNT = SHAPE.integer("CpuCount", Danger.FREE);

  public static final Member<Long> CPU_PERCENT = SHAPE.integer("CpuPercent", Danger.FREE);

  public static final Member<Long> IO_MAXIMUM_IOPS = SHAPE.unsigned("IOMaximumIOps", Danger.FREE);

  public static final Member<Long> IO_MAXIMUM_BANDWIDTH =
      SHAPE.unsigned("IOMaximumBandwidth", Danger.FREE);

  /** Applied when its name is not empty; "always" outlives a restart of the engine. */
  public static final Member<Body> RESTART_POLICY =
      SHAPE.object("RestartPolicy", RestartPolicy.SHAPE, Danger.LIMITED);

  private ContainerUpdate() {}
}
