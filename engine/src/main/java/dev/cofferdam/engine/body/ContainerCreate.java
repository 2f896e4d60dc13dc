package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/**
 * The body of ContainerCreate: Docker's {@code Config} with a {@link HostConfig} and a {@link
 * NetworkingConfig} beside it.
 *
 * <p>Engines up to 26.1 also take members of {@code HostConfig}, and {@code Cpuset}, at this level;
 * they are no members here, so a body that holds one is refused.
 */
public final class ContainerCreate {
  public static final Shape SHAPE = Shape.named("ContainerCreate");

  public static final Member<String> HOSTNAME = SHAPE.text("Hostname", Danger.FREE);

  public static final Member<String> DOMAINNAME = SHAPE.text("Domainname", Danger.FREE);

  /** The user and group the process runs as; a policy may insist on one that is not root. */
  public static final Member<String> USER = SHAPE.text("User", Danger.LIMITED);

  public static final Member<Boolean> ATTACH_STDIN = SHAPE.bool("AttachStdin", Danger.FREE);

  public static final Member<Boolean> ATTACH_STDOUT = SHAPE.bool("AttachStdout", Danger.FREE);

  public static final Member<Boolean> ATTACH_STDERR = SHAPE.bool("AttachStderr", Danger.FREE);

  public static final Member<Map<String, Type.Empty.Value>> EXPOSED_PORTS =
      SHAPE.set("ExposedPorts", Danger.FREE);

  public static final Member<Boolean> TTY = SHAPE.bool("Tty", Danger.FREE);

  public static final Member<Boolean> OPEN_STDIN = SHAPE.bool("OpenStdin", Danger.FREE);

  public static final Member<Boolean> STDIN_ONCE = SHAPE.bool("StdinOnce", Danger.FREE);

  /** May carry secrets, which inspect shows to everyone who may read the container. */
  public static final Member<List<String>> ENV = SHAPE.texts("Env", Danger.LIMITED);

  public static final Member<List<String>> CMD = SHAPE.strSlice("Cmd", Danger.FREE);

  /** A command that the engine runs again and again. */
  public static final Member<Body> HEALTHCHECK =
      SHAPE.object("Healthcheck", HealthConfig.SHAPE, Danger.LIMITED);

  public static final Member<Boolean> ARGS_ESCAPED = SHAPE.bool("ArgsEscaped", Danger.FREE);

  /** Any image on the engine by name, digest or id prefix, also one of another principal. */
  public static final Member<String> IMAGE = SHAPE.text("Image", Danger.LIMITED);

  /** Each key makes an anonymous volume that nobody has labelled. */
  public static final Member<Map<String, Type.Empty.Value>> VOLUMES =
      SHAPE.set("Volumes", Danger.LIMITED);

  public static final Member<String> WORKING_DIR = SHAPE.text("WorkingDir", Danger.FREE);

  public static final Member<List<String>> ENTRYPOINT = SHAPE.strSlice("Entrypoint", Danger.FREE);

  public static final Member<Boolean> NETWORK_DISABLED = SHAPE.bool("NetworkDisabled", Danger.FREE);

  /** Lets a container claim a neighbour's address; engines read it before API 1.52. */
  public static final Member<String> MAC_ADDRESS = SHAPE.text("MacAddress", Danger.LIMITED);

  /** Instructions that run in whatever is later built on the committed image. */
  public static final Member<List<String>> ON_BUILD = SHAPE.texts("OnBuild", Danger.LIMITED);

  /** Labels say who owns what and drive other tools; images hand them down. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  public static final Member<String> STOP_SIGNAL = SHAPE.text("StopSignal", Danger.FREE);

  /** Seconds; a long one delays stopping the container and the engine itself. */
  public static final Member<Long> STOP_TIMEOUT = SHAPE.integer("StopTimeout", Danger.LIMITED);

  public static final Member<List<String>> SHELL = SHAPE.strSlice("Shell", Danger.FREE);

  /** Engines have ignored it since API 1.3; some clients still send it as null. */
  public static final Member<List<String>> PORT_SPECS = SHAPE.texts("PortSpecs", Danger.FREE);

  /** Everything that ties the container to its host. */
  public static final Member<Body> HOST_CONFIG =
      SHAPE.object("HostConfig", HostConfig.SHAPE, Danger.DANGEROUS);

  /** The networks that the container joins, whoever owns them. */
  public static final Member<Body> NETWORKING_CONFIG =
      SHAPE.object("NetworkingConfig", NetworkingConfig.SHAPE, Danger.DANGEROUS);

  private ContainerCreate() {}
}
