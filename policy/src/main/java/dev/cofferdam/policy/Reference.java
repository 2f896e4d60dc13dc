package dev.cofferdam.policy;

/** Something a call names, about which the policy needs to know more before it can decide. */
public sealed interface Reference {
  /** A container by full id, name or id prefix. */
  record Container(String name) implements Reference {}

  /** A network by full id, name or id prefix. */
  record Network(String name) implements Reference {}

  /** A volume by its exact name. */
  record Volume(String name) implements Reference {}

  /** An image by reference, digest, id or id prefix. */
  record Image(String name) implements Reference {}

  /** An exec instance by its full id. */
  record Exec(String id) implements Reference {}

  /**
   * A path that the client wants mounted, already translated to the host by the policy's mounts.
   *
   * @param hostPath absolute and clean
   * @param root the host side of the mount that it must stay in
   */
  record HostPath(String hostPath, String root) implements Reference {}

  /** What the engine says of itself and its machine. */
  record Machine() implements Reference {}

  /** What the principal's containers use altogether. */
  record Usage() implements Reference {}
}
