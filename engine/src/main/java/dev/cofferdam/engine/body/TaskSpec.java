package dev.cofferdam.engine.body;

import java.util.List;

/** What a service runs. */
public final class TaskSpec {
  public static final Shape SHAPE = Shape.named("TaskSpec");

  /** A container with mounts and privileges of its own. */
  public static final Member<Body> CONTAINER_SPEC =
      SHAPE.object("ContainerSpec", ContainerSpec.SHAPE, Danger.DANGEROUS);

  /** Installs a plugin with rights on every node. */
  public static final Member<Body> PLUGIN_SPEC =
      SHAPE.object("PluginSpec", RuntimeSpec.SHAPE, Danger.DANGEROUS);

  /** Puts any container into a network of the swarm. */
  public static final Member<Body> NETWORK_ATTACHMENT_SPEC =
      SHAPE.object("NetworkAttachmentSpec", NetworkAttachmentSpec.SHAPE, Danger.DANGEROUS);

  /** The limits of each task. */
  public static final Member<Body> RESOURCES =
      SHAPE.object("Resources", ResourceRequirements.SHAPE, Danger.LIMITED);

  /** When a task starts again. */
  public static final Member<Body> RESTART_POLICY =
      SHAPE.object("RestartPolicy", TaskRestartPolicy.SHAPE, Danger.LIMITED);

  /** On which nodes it runs. */
  public static final Member<Body> PLACEMENT =
      SHAPE.object("Placement", Placement.SHAPE, Danger.LIMITED);

  /** Any network, also the host's. */
  public static final Member<List<Body>> NETWORKS =
      SHAPE.objects("Networks", NetworkAttachmentConfig.SHAPE, Danger.DANGEROUS);

  /** Most log drivers make the engine itself connect somewhere. */
  public static final Member<Body> LOG_DRIVER =
      SHAPE.object("LogDriver", SwarmDriver.SHAPE, Danger.LIMITED);

  /** Replaces all tasks. */
  public static final Member<Long> FORCE_UPDATE = SHAPE.unsigned("ForceUpdate", Danger.LIMITED);

  /** "plugin" makes PluginSpec count. */
  public static final Member<String> RUNTIME = SHAPE.text("Runtime", Danger.DANGEROUS);

  private TaskSpec() {}
}
