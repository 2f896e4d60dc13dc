package dev.cofferdam.cli.gate;

import dev.cofferdam.gate.GateSettings.ListenAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code --listen}: {@code unix:///path[?mode=0660&owner=user:group]}, {@code
 * tcp://host:port}, or {@code tcp+tls://host:port?ca=FILE&cert=FILE&key=FILE}.
 */
final class ListenOption {
  private ListenOption() {}

  /**
   * The address that a URL names.
   *
   * @throws IllegalArgumentException saying what is wrong with the URL, without repeating it
   */
  static ListenAddress parse(String url) {
    int question = url.indexOf('?');
    String address = question < 0 ? url : url.substring(0, question);
    Map<String, String> options = options(question < 0 ? "" : url.substring(question + 1));
    if (address.startsWith("unix://")) {
      String path = address.substring("unix://".length());
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "the path of a socket is absolute, as in unix:///run/coffer.sock");
      }
      String mode = Optional.ofNullable(options.remove("mode")).orElse("0600");
      if (!mode.matches("0?[0-7]{3}")) {
        throw new IllegalArgumentException("mode is three octal digits, as in 0660");
      }
      Optional<String> owner = Optional.ofNullable(options.remove("owner"));
      requireNone(options);
      return new ListenAddress.Unix(Path.of(path), mode, owner);
    }
    if (address.startsWith("tcp://")) {
      requireNone(options);
      HostAndPort at = hostAndPort(address.substring("tcp://".length()));
      return new ListenAddress.Tcp(at.host(), at.port());
    }
    if (address.startsWith("tcp+tls://")) {
      HostAndPort at = hostAndPort(address.substring("tcp+tls://".length()));
      Path ca = file(options, "ca");
      Path cert = file(options, "cert");
      Path key = file(options, "key");
      requireNone(options);
      return new ListenAddress.Tls(at.host(), at.port(), ca, cert, key, Map.of());
    }
    throw new IllegalArgumentException("a URL begins with unix://, tcp:// or tcp+tls://");
  }

  private record HostAndPort(String host, int port) {}

  private static HostAndPort hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = colon < 0 ? "" : text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("the port is missing, as in 127.0.0.1:2375");
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new HostAndPort(host.isEmpty() ? "127.0.0.1" : host, Integer.parseInt(port));
  }

  private static Path file(Map<String, String> options, String name) {
    String value = options.remove(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "TLS needs ca=FILE, cert=FILE and key=FILE; " + name + " is missing");
    }
    return Path.of(value);
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals < 0
          || options.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("options are written once each, as name=value");
      }
    }
    return options;
  }

  private static void requireNone(Map<String, String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + options.keySet().iterator().next());
    }
  }
}
