package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/** The body of ServiceCreate and ServiceUpdate. */
public final class ServiceSpec {
  public static final Shape SHAPE = Shape.named("ServiceSpec");

  /** A name in the swarm, which all its users share. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** The owner of the service, though not of its containers. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  /** What runs, on any node of the swarm. */
  public static final Member<Body> TASK_TEMPLATE =
      SHAPE.object("TaskTemplate", TaskSpec.SHAPE, Danger.DANGEROUS);

  /** How many times it runs. */
  public static final Member<Body> MODE = SHAPE.object("Mode", ServiceMode.SHAPE, Danger.LIMITED);

  /** How replicas are replaced. */
  public static final Member<Body> UPDATE_CONFIG =
      SHAPE.object("UpdateConfig", UpdateConfig.SHAPE, Danger.LIMITED);

  /** How replicas are put back. */
  public static final Member<Body> ROLLBACK_CONFIG =
      SHAPE.object("RollbackConfig", UpdateConfig.SHAPE, Danger.LIMITED);

  /** The older place of TaskTemplate.Networks; any network, also the host's. */
  public static final Member<List<Body>> NETWORKS =
      SHAPE.objects("Networks", NetworkAttachmentConfig.SHAPE, Danger.DANGEROUS);

  /** Ports that all nodes open. */
  public static final Member<Body> ENDPOINT_SPEC =
      SHAPE.object("EndpointSpec", EndpointSpec.SHAPE, Danger.LIMITED);

  private ServiceSpec() {}
}
