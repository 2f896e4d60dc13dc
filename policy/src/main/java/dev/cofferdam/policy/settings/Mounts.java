package dev.cofferdam.policy.settings;

import dev.cofferdam.policy.Settings.BindMount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what of the host may be bound. */
final class Mounts {
  private Mounts() {}

  static BindMount parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("is no mount; write CLIENT=HOST or CLIENT=HOST:ro");
    }
    String client = text.substring(0, equals);
    String host = text.substring(equals + 1);
    boolean writable = true;
    if (host.endsWith(":ro") || host.endsWith(":rw")) {
      writable = host.endsWith("w");
      host = host.substring(0, host.length() - 3);
    }
    return of(client, host, writable);
  }

  static BindMount of(String client, String host, boolean writable) {
    for (String path : List.of(client, host)) {
      String wrong = problemOf(path);
      if (wrong != null) {
        throw new IllegalArgumentException(wrong);
      }
    }
    return new BindMount(client, host, writable);
  }

  private static @Nullable String problemOf(String path) {
    if (!path.startsWith("/")) {
      return "needs absolute paths; ~ and variables are not expanded";
    }
    if (path.equals("/")) {
      return "names the root of the file system, which gives the whole host away";
    }
    if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == ':')) {
      return "has a path with a colon or a control character, which Docker cannot bind";
    }
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return "needs clean paths: no //, no . or .., no slash at the end";
      }
    }
    return null;
  }
}
