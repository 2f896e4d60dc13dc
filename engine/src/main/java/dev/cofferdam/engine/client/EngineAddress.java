package dev.cofferdam.engine.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an engine listens. */
public sealed interface EngineAddress {
  /** Where Docker listens when nobody says otherwise. */
  EngineAddress DEFAULT = new Unix(Path.of("/var/run/docker.sock"));

  /** A Unix domain socket; {@code unix:///var/run/docker.sock}. */
  record Unix(Path socket) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + socket;
    }
  }

  /** Plain TCP, for loopback and trusted networks only; {@code tcp://127.0.0.1:2375}. */
  record Tcp(String host, int port) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp://" + bracketed(host) + ":" + port;
    }
  }

  /** TCP with mutual TLS; {@code tcp+tls://host:2376?ca=ca.pem&cert=cert.pem&key=key.pem}. */
  record Tls(String host, int port, TlsFiles files) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp+tls://" + bracketed(host) + ":" + port;
    }
  }

  /**
   * Reads an address that names its own TLS files, if it needs any.
   *
   * @throws IllegalArgumentException with the next step, when the text is no such address
   */
  static EngineAddress parse(String text) {
    return parse(text, null);
  }

  /**
   * Reads an address. The port defaults to 2375 for {@code tcp} and 2376 for {@code tcp+tls}.
   *
   * @param files used for {@code tcp+tls} when the address itself names none
   * @throws IllegalArgumentException with the next step, when the text is no such address
   */
  static EngineAddress parse(String text, @Nullable TlsFiles files) {
    if (text.startsWith("unix://")) {
      String path = text.substring("unix://".length());
      if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
        throw unusable(text, "a socket needs an absolute path: write unix:///var/run/docker.sock");
      }
      return new Unix(Path.of(path));
    }
    boolean tls = text.startsWith("tcp+tls://");
    if (!tls && !text.startsWith("tcp://")) {
      throw unusable(text, "begin it with unix://, tcp:// or tcp+tls://");
    }
    URI uri = uri(text);
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || !uri.getPath().matches("/?")) {
      throw unusable(text, "after :// come a host and a port only, as in tcp://127.0.0.1:2375");
    }
    if (uri.getFragment() != null || (!tls && uri.getRawQuery() != null)) {
      throw unusable(text, "remove what follows the port; certificates go with tcp+tls://");
    }
    int port = uri.getPort() == -1 ? (tls ? 2376 : 2375) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw unusable(text, "a port is a number from 1 to 65535");
    }
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return tls ? new Tls(plain, port, files(text, uri, files)) : new Tcp(plain, port);
  }

  /**
   * The address that the Docker command line would use: {@code DOCKER_HOST}, with {@code
   * DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH} (default {@code $HOME/.docker}) if set.
   *
   * @throws IllegalArgumentException when {@code DOCKER_HOST} is not an address known here
   */
  static EngineAddress fromEnvironment(Map<String, String> environment) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (host.isEmpty()) {
      return DEFAULT;
    }
    if (host.startsWith("tcp://") && !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      String folder =
          environment.getOrDefault(
              "DOCKER_CERT_PATH", environment.getOrDefault("HOME", "") + "/.docker");
      String port = uri(host).getPort() == -1 ? ":2376" : "";
      return parse("tcp+tls" + host.substring(3) + port, TlsFiles.in(Path.of(folder)));
    }
    return parse(host);
  }

  private static TlsFiles files(String text, URI uri, @Nullable TlsFiles given) {
    if (uri.getRawQuery() == null) {
      if (given == null) {
        throw unusable(text, "add ?ca=ca.pem&cert=cert.pem&key=key.pem with your three PEM files");
      }
      return given;
    }
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.equals("ca") && !name.equals("cert") && !name.equals("key")) {
        throw unusable(text, "'" + name + "' is not known; use ca, cert and key");
      }
      String value = equals < 0 ? "" : pair.substring(equals + 1).replace("+", "%2B");
      if (query.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8)) != null) {
        throw unusable(text, "'" + name + "' is given twice");
      }
    }
    return new TlsFiles(
        file(text, query, "ca"), file(text, query, "cert"), file(text, query, "key"));
  }

  private static Path file(String text, Map<String, String> query, String name) {
    String value = query.get(name);
    if (value == null || value.isEmpty()) {
      throw unusable(text, "name the PEM file: " + name + "=/path/to/" + name + ".pem");
    }
    return Path.of(value);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw unusable(text, "it is not a URL (" + e.getReason() + ")");
    }
  }

  private static IllegalArgumentException unusable(String text, String next) {
    return new IllegalArgumentException("'" + text + "' is not an engine address: " + next);
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
