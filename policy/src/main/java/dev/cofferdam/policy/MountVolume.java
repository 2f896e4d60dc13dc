package dev.cofferdam.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A folder of the host as a volume of the engine. A bind inside the folder becomes a mount of this
 * volume with a subpath, which the engine opens itself, and never outside of the folder: between
 * the decision and the start of a container nobody can put a symbolic link in its way.
 *
 * <p>One for each folder and mode, for every principal that has it. It is nobody's in the sense of
 * {@link Labels#OWNER}, so no principal finds it, and no principal can take its name.
 *
 * @param folder the folder's real path
 * @param writable whether anything may be written through it; what the policy mounts read-only is a
 *     volume that the kernel keeps read-only
 */
public record MountVolume(String folder, boolean writable) {
  private static final String PREFIX = "cofferdam-mount-";

  /** Whether only the gate may give a volume this name. */
  public static boolean isReserved(String volumeName) {
    return volumeName.startsWith(PREFIX);
  }

  /** The volume's name: the same for the same folder and mode, on every run. */
  public String name() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((folder + (writable ? ":rw" : ":ro")).getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The options of the local driver. {@code private}, because the engine unmounts the volume with
   * everything in it when its last container stops: what the host has mounted further down must not
   * be unmounted with it.
   */
  public Map<String, String> options() {
    return Map.of(
        "type", "none", "o", writable ? "bind,private" : "bind,ro,private", "device", folder);
  }

  /** The labels by which the volume is known as the gate's. */
  public Map<String, String> labels() {
    return Map.of(Labels.MOUNT, folder);
  }
}
