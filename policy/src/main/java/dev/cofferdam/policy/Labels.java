package dev.cofferdam.policy;

/** The labels that Cofferdam itself sets. No client may set or change a label with their prefix. */
public final class Labels {
  /** Everything that begins with this is Cofferdam's. */
  public static final String PREFIX = "dev.cofferdam.";

  /** The principal that an object belongs to. */
  public static final String OWNER = PREFIX + "owner";

  /**
   * The principal that an image belongs to. Another label than {@link #OWNER}, because a container
   * inherits the labels of its image: somebody else's container of this image must not become the
   * principal's by that. For the same reason an image that the gate makes carries an empty {@link
   * #OWNER}.
   */
  public static final String IMAGE_OWNER = PREFIX + "image-owner";

  /**
   * On a container: the binds and mounts that its principal wrote, where the gate made something
   * else of them; {@code {"Binds":[…],"Mounts":[…]}}. The principal's own view shows these, and not
   * the label. Empty on an image that was made of such a container.
   */
  public static final String BINDS = PREFIX + "binds";

  /** On a volume: the folder of the host that it stands for; see {@link MountVolume}. */
  public static final String MOUNT = PREFIX + "mount";

  /**
   * On a container: the session that it is. A session's name is the principal of its gate, so this
   * is also how a principal's own workspace is found, which it does not own.
   */
  public static final String SESSION = PREFIX + "session.name";

  private Labels() {}
}
