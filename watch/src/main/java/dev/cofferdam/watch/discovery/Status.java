package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.host.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What /proc/PID/status says.
 *
 * @param identity real user and group
 * @param effectiveUid whose rights it has
 * @param innerPid its number in its own process namespace, which is what it believes
 */
record Status(Identity identity, int effectiveUid, int innerPid) {

  /** Reads it; empty when the process is gone. */
  static Optional<Status> of(byte[] bytes) {
    String[] uids = {};
    String[] gids = {};
    String[] inner = {};
    // Names are escaped in this file, so no line can be made up.
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.startsWith("Uid:\t")) {
        uids = line.substring(5).split("\t", -1);
      } else if (line.startsWith("Gid:\t")) {
        gids = line.substring(5).split("\t", -1);
      } else if (line.startsWith("NSpid:\t")) {
        inner = line.substring(7).split("\t", -1);
      }
    }
    if (uids.length < 2 || gids.length < 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Status(
              new Identity(Integer.parseInt(uids[0]), Integer.parseInt(gids[0])),
              Integer.parseInt(uids[1]),
              inner.length == 0 ? 0 : Integer.parseInt(inner[inner.length - 1].strip())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
