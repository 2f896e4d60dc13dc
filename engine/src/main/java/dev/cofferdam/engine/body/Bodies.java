package dev.cofferdam.engine.body;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.catalogue.RequestBody;
import java.nio.charset.StandardCharsets;

/** The shape of each operation's JSON body, and the reading of one. Safe for any thread. */
public final class Bodies {
  private Bodies() {}

  /**
   * The shape of the body that an operation takes.
   *
   * @throws IllegalArgumentException when it takes no JSON body ({@link RequestBody#JSON})
   */
  public static Shape shapeOf(Operation operation) {
    return switch (operation) {
      case CONTAINER_CREATE -> ContainerCreate.SHAPE;
      case CONTAINER_UPDATE -> ContainerUpdate.SHAPE;
      case CONTAINER_EXEC -> ExecCreate.SHAPE;
      case EXEC_START -> ExecStart.SHAPE;
      case CHECKPOINT_CREATE -> CheckpointCreate.SHAPE;
      case IMAGE_COMMIT -> Config.SHAPE;
      case VOLUME_CREATE -> VolumeCreate.SHAPE;
      case VOLUME_UPDATE -> VolumeUpdate.SHAPE;
      case NETWORK_CREATE -> NetworkCreate.SHAPE;
      case NETWORK_CONNECT -> NetworkConnect.SHAPE;
      case NETWORK_DISCONNECT -> NetworkDisconnect.SHAPE;
      case SYSTEM_AUTH -> AuthConfig.SHAPE;
      case PLUGIN_PULL, PLUGIN_UPGRADE -> PluginPrivileges.SHAPE;
      case PLUGIN_SET -> PluginSettings.SHAPE;
      case NODE_UPDATE -> NodeSpec.SHAPE;
      case SWARM_INIT -> SwarmInit.SHAPE;
      case SWARM_JOIN -> SwarmJoin.SHAPE;
      case SWARM_UPDATE -> SwarmSpec.SHAPE;
      case SWARM_UNLOCK -> SwarmUnlock.SHAPE;
      case SERVICE_CREATE, SERVICE_UPDATE -> ServiceSpec.SHAPE;
      case SECRET_CREATE, SECRET_UPDATE -> SecretSpec.SHAPE;
      case CONFIG_CREATE, CONFIG_UPDATE -> ConfigSpec.SHAPE;
      default -> throw new IllegalArgumentException(operation.id() + " takes no JSON body");
    };
  }

  /**
   * The body of a request for this operation. A commit without changes has no body or {@code null}
   * (Docker's own client sends that), and an exec may be started without one (engines from 23.0);
   * both then have no member set.
   *
   * @throws BodyException when the bytes are not exactly one body of the operation's shape
   * @throws IllegalArgumentException when the operation takes no JSON body
   */
  public static Body read(Operation operation, byte[] json) throws BodyException {
    Shape shape = shapeOf(operation);
    boolean nothing =
        switch (operation) {
          case IMAGE_COMMIT -> saysNothing(json);
          case EXEC_START -> json.length == 0;
          default -> false;
        };
    return nothing ? shape.empty() : BodyReader.read(shape, json);
  }

  /** Whether these bytes are empty or {@code null}. */
  static boolean saysNothing(byte[] json) {
    return json.length < 16 && QueryValues.saysNothing(new String(json, StandardCharsets.UTF_8));
  }
}
