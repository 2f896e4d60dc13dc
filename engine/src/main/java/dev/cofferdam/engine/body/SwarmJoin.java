package dev.cofferdam.engine.body;

import java.util.List;

/** The body of SwarmJoin: puts the engine under the rule of others. */
public final class SwarmJoin {
  public static final Shape SHAPE = Shape.named("SwarmJoin");

  /** Opens a port of the host. */
  public static final Member<String> LISTEN_ADDR = SHAPE.text("ListenAddr", Danger.DANGEROUS);

  /** The address that other nodes use. */
  public static final Member<String> ADVERTISE_ADDR = SHAPE.text("AdvertiseAddr", Danger.DANGEROUS);

  /** The address that carries the containers' traffic. */
  public static final Member<String> DATA_PATH_ADDR = SHAPE.text("DataPathAddr", Danger.DANGEROUS);

  /** The managers who will rule this engine. */
  public static final Member<List<String>> REMOTE_ADDRS =
      SHAPE.texts("RemoteAddrs", Danger.DANGEROUS);

  /** A secret. */
  public static final Member<String> JOIN_TOKEN = SHAPE.text("JoinToken", Danger.DANGEROUS);

  /** Whether the node takes work. */
  public static final Member<String> AVAILABILITY = SHAPE.text("Availability", Danger.DANGEROUS);

  private SwarmJoin() {}
}
