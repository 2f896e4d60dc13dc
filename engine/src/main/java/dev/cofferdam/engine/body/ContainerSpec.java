package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/** The containers of a service. */
public final class ContainerSpec {
  public static final Shape SHAPE = Shape.named("ContainerSpec");

  /** Any image. */
  public static final Member<String> IMAGE = SHAPE.text("Image", Danger.LIMITED);

  /** The owner of the containers. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  /** The entry point of the image is replaced by it. */
  public static final Member<List<String>> COMMAND = SHAPE.texts("Command", Danger.LIMITED);

  /** What runs in the container. */
  public static final Member<List<String>> ARGS = SHAPE.texts("Args", Danger.LIMITED);

  /** May be a template that tells facts of the node. */
  public static final Member<String> HOSTNAME = SHAPE.text("Hostname", Danger.LIMITED);

  /** May carry secrets and be templates. */
  public static final Member<List<String>> ENV = SHAPE.texts("Env", Danger.LIMITED);

  /** The working directory. */
  public static final Member<String> DIR = SHAPE.text("Dir", Danger.LIMITED);

  /** The user and group the process runs as. */
  public static final Member<String> USER = SHAPE.text("User", Danger.LIMITED);

  /** Group ids that may own files of the host, once one is mounted. */
  public static final Member<List<String>> GROUPS = SHAPE.texts("Groups", Danger.LIMITED);

  /** Turns confinement off. */
  public static final Member<Body> PRIVILEGES =
      SHAPE.object("Privileges", Privileges.SHAPE, Danger.DANGEROUS);

  public static final Member<Boolean> INIT = SHAPE.bool("Init", Danger.FREE);

  public static final Member<String> STOP_SIGNAL = SHAPE.text("StopSignal", Danger.FREE);

  public static final Member<Boolean> TTY = SHAPE.bool("TTY", Danger.FREE);

  public static final Member<Boolean> OPEN_STDIN = SHAPE.bool("OpenStdin", Danger.FREE);

  public static final Member<Boolean> READ_ONLY = SHAPE.bool("ReadOnly", Danger.FREE);

  /** Binds paths of any node. */
  public static final Member<List<Body>> MOUNTS =
      SHAPE.objects("Mounts", Mount.SHAPE, Danger.DANGEROUS);

  public static final Member<Long> STOP_GRACE_PERIOD =
      SHAPE.integer("StopGracePeriod", Danger.FREE);

  /** A command that the engine runs again and again. */
  public static final Member<Body> HEALTHCHECK =
      SHAPE.object("Healthcheck", HealthConfig.SHAPE, Danger.LIMITED);

  public static final Member<List<String>> HOSTS = SHAPE.texts("Hosts", Danger.FREE);

  public static final Member<Body> DNS_CONFIG =
      SHAPE.object("DNSConfig", DnsConfig.SHAPE, Danger.FREE);

  /** Any secret of the swarm by its id. */
  public static final Member<List<Body>> SECRETS =
      SHAPE.objects("Secrets", SecretReference.SHAPE, Danger.DANGEROUS);

  /** Any config of the swarm by its id. */
  public static final Member<List<Body>> CONFIGS =
      SHAPE.objects("Configs", ConfigReference.SHAPE, Danger.DANGEROUS);

  public static final Member<String> ISOLATION = SHAPE.text("Isolation", Danger.FREE);

  /** Kernel settings of the container's namespaces. */
  public static final Member<Map<String, String>> SYSCTLS =
      SHAPE.textMap("Sysctls", Danger.LIMITED);

  /** Several capabilities, and ALL, are as good as root on a node. */
  public static final Member<List<String>> CAPABILITY_ADD =
      SHAPE.texts("CapabilityAdd", Danger.DANGEROUS);

  public static final Member<List<String>> CAPABILITY_DROP =
      SHAPE.texts("CapabilityDrop", Danger.FREE);

  /** Limits of open files and processes. */
  public static final Member<List<Body>> ULIMITS =
      SHAPE.objects("Ulimits", Ulimit.SHAPE, Danger.LIMITED);

  /** -1000 makes the kernel kill somebody else. */
  public static final Member<Long> OOM_SCORE_ADJ = SHAPE.integer("OomScoreAdj", Danger.LIMITED);

  private ContainerSpec() {}
}
