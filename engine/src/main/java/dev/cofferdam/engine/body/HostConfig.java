package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/** How a container meets its host: mounts, namespaces, devices, limits. */
public final class HostConfig {
  public static final Shape SHAPE = Shape.named("HostConfig");

  /** A source that begins with a slash is a path of the host; another one is any volume. */
  public static final Member<List<String>> BINDS = SHAPE.texts("Binds", Danger.DANGEROUS);

  public static final Member<String> CONTAINER_ID_FILE = SHAPE.text("ContainerIDFile", Danger.FREE);

  /** Most log drivers make the engine connect to an address of the caller's choice. */
  public static final Member<Body> LOG_CONFIG =
      SHAPE.object("LogConfig", LogConfig.SHAPE, Danger.LIMITED);

  /** "host", another container's network, or any network by name or id. */
  public static final Member<String> NETWORK_MODE = SHAPE.text("NetworkMode", Danger.DANGEROUS);

  /** Takes ports of the host, on every address unless told otherwise. */
  public static final Member<Map<String, List<Body>>> PORT_BINDINGS =
      SHAPE.objectListMap("PortBindings", PortBinding.SHAPE, Danger.LIMITED);

  /** "always" outlives a restart of the engine. */
  public static final Member<Body> RESTART_POLICY =
      SHAPE.object("RestartPolicy", RestartPolicy.SHAPE, Danger.LIMITED);

  public static final Member<Boolean> AUTO_REMOVE = SHAPE.bool("AutoRemove", Danger.FREE);

  /** The plugin that makes the volumes of Binds and Volumes. */
  public static final Member<String> VOLUME_DRIVER = SHAPE.text("VolumeDriver", Danger.LIMITED);

  /** All mounts of another container, the host's paths among them. */
  public static final Member<List<String>> VOLUMES_FROM =
      SHAPE.texts("VolumesFrom", Danger.DANGEROUS);

  public static final Member<List<Long>> CONSOLE_SIZE =
      SHAPE.consoleSize("ConsoleSize", Danger.FREE);

  /** Reach the runtime, where some weaken a sandbox (API 1.43). */
  public static final Member<Map<String, String>> ANNOTATIONS =
      SHAPE.textMap("Annotations", Danger.LIMITED);

  /** Several capabilities, and ALL, are as good as root on the host. */
  public static final Member<List<String>> CAP_ADD = SHAPE.strSlice("CapAdd", Danger.DANGEROUS);

  public static final Member<List<String>> CAP_DROP = SHAPE.strSlice("CapDrop", Danger.FREE);

  /** "host" shows the control groups of the whole host (API 1.41). */
  public static final Member<String> CGROUPNS_MODE = SHAPE.text("CgroupnsMode", Danger.LIMITED);

  /** The servers that answer the container's name queries. */
  public static final Member<List<String>> DNS = SHAPE.texts("Dns", Danger.LIMITED);

  public static final Member<List<String>> DNS_OPTIONS = SHAPE.texts("DnsOptions", Danger.FREE);

  public static final Member<List<String>> DNS_SEARCH = SHAPE.texts("DnsSearch", Danger.FREE);

  /** "host-gateway" gives the address of the host. */
  public static final Member<List<String>> EXTRA_HOSTS = SHAPE.texts("ExtraHosts", Danger.LIMITED);

  /** Group ids that may own files or devices of the host, once one is mounted. */
  public static final Member<List<String>> GROUP_ADD = SHAPE.texts("GroupAdd", Danger.LIMITED);

  /** "host" or another container's shared memory; "shareable" invites others. */
  public static final Member<String> IPC_MODE = SHAPE.text("IpcMode", Danger.DANGEROUS);

  /** Another container's control group; read by engines and not used. */
  public static final Member<String> CGROUP = SHAPE.text("Cgroup", Danger.LIMITED);

  /** Brings another container's environment and names along. */
  public static final Member<List<String>> LINKS = SHAPE.texts("Links", Danger.LIMITED);

  /** -1000 makes the kernel kill somebody else. */
  public static final Member<Long> OOM_SCORE_ADJ = SHAPE.integer("OomScoreAdj", Danger.LIMITED);

  /** "host" or another container's processes: their memory, files and signals. */
  public static final Member<String> PID_MODE = SHAPE.text("PidMode", Danger.DANGEROUS);

  /** All capabilities and devices and no confinement: root on the host. */
  public static final Member<Boolean> PRIVILEGED = SHAPE.bool("Privileged", Danger.DANGEROUS);

  /** A port of the host for each port that the image exposes. */
  public static final Member<Boolean> PUBLISH_ALL_PORTS =
      SHAPE.bool("PublishAllPorts", Danger.LIMITED);

  public static final Member<Boolean> READONLY_ROOTFS = SHAPE.bool("ReadonlyRootfs", Danger.FREE);

  /** Turns seccomp, AppArmor or SELinux off; in several spellings. */
  public static final Member<List<String>> SECURITY_OPT =
      SHAPE.texts("SecurityOpt", Danger.DANGEROUS);

  /** The size of the container's file system and options of the driver. */
  public static final Member<Map<String, String>> STORAGE_OPT =
      SHAPE.textMap("StorageOpt", Danger.LIMITED);

  /** Memory of the host, and mount options by path. */
  public static final Member<Map<String, String>> TMPFS = SHAPE.textMap("Tmpfs", Danger.LIMITED);

  /** "host" shares the host's name, and with a capability changes it. */
  public static final Member<String> UTS_MODE = SHAPE.text("UTSMode", Danger.DANGEROUS);

  /** "host" turns the remapping of user ids off for this container. */
  public static final Member<String> USERNS_MODE = SHAPE.text("UsernsMode", Danger.DANGEROUS);

  /** Bytes of the host's memory. */
  public static final Member<Long> SHM_SIZE = SHAPE.integer("ShmSize", Danger.LIMITED);

  /** Kernel settings of the container's namespaces. */
  public static final Member<Map<String, String>> SYSCTLS =
      SHAPE.textMap("Sysctls", Danger.LIMITED);

  /** Any runtime or shim installed on the host, also one that isolates less. */
  public static final Member<String> RUNTIME = SHAPE.text("Runtime", Danger.DANGEROUS);

  public static final Member<String> ISOLATION = SHAPE.text("Isolation", Danger.FREE);

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

  /** 0 and -1 mean as many processes as the host can bear. */
  public static final Member<Long> PIDS_LIMIT = SHAPE.integer("PidsLimit", Danger.LIMITED);

  /** Limits of open files and processes, bounded only by those of the engine. */
  public static final Member<List<Body>> ULIMITS =
      SHAPE.objects("Ulimits", Ulimit.SHAPE, Danger.LIMITED);

  public static final Member<Long> CPU_COUNT = SHAPE.integer("CpuCount", Danger.FREE);

  public static final Member<Long> CPU_PERCENT = SHAPE.integer("CpuPercent", Danger.FREE);

  public static final Member<Long> IO_MAXIMUM_IOPS = SHAPE.unsigned("IOMaximumIOps", Danger.FREE);

  public static final Member<Long> IO_MAXIMUM_BANDWIDTH =
      SHAPE.unsigned("IOMaximumBandwidth", Danger.FREE);

  /** Binds of the host's paths and volumes of any owner and driver; see Mount. */
  public static final Member<List<Body>> MOUNTS =
      SHAPE.objects("Mounts", Mount.SHAPE, Danger.DANGEROUS);

  /** An empty list uncovers kernel memory and keys in /proc; only an absent one is the default. */
  public static final Member<List<String>> MASKED_PATHS =
      SHAPE.add("MaskedPaths", Type.TEXTS, Danger.DANGEROUS, true);

  /** An empty list makes kernel settings in /proc writable; only an absent one is the default. */
  public static final Member<List<String>> READONLY_PATHS =
      SHAPE.add("ReadonlyPaths", Type.TEXTS, Danger.DANGEROUS, true);

  public static final Member<Boolean> INIT = SHAPE.bool("Init", Danger.FREE);

  /** The exact set of capabilities; engines read it at API 1.40 only. */
  public static final Member<List<String>> CAPABILITIES =
      SHAPE.texts("Capabilities", Danger.DANGEROUS);

  public static final Member<Long> DISK_QUOTA = SHAPE.integer("DiskQuota", Danger.FREE);

  private HostConfig() {}
}
