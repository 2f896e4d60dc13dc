package dev.cofferdam.watch.archive.opensearch;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cluster.
 *
 * @param url {@code https://host:9200}, with a path where the cluster is behind one
 * @param name what the alias is called and the indices begin with; small letters, digits, hyphens
 * @param user a user's name; null without a password
 * @param password the user's password
 * @param token a bearer token instead of user and password
 * @param authority a file with the certificates that the cluster's must be signed by, as PEM; null
 *     for those that the machine trusts
 */
public record OpenSearchSettings(
    URI url,
    String name,
    @Nullable String user,
    @Nullable String password,
    @Nullable String token,
    @Nullable Path authority) {
  /** The name that is used unless another is given. */
  public static final String NAME = "cofferdam-prompts";

  private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

  /**
   * @throws IllegalArgumentException when the settings make no sense; the message says why
   */
  public OpenSearchSettings {
    String scheme = url.getScheme();
    if (url.getHost() == null || scheme == null || !scheme.matches("https?")) {
      throw new IllegalArgumentException(
          "an archive's URL is https://host:port, not '" + url.getHost() + "'");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "credentials in a URL end up in lists of processes and in logs; give OPENSEARCH_USERNAME"
              + " and OPENSEARCH_PASSWORD_FILE, or OPENSEARCH_TOKEN_FILE, instead");
    }
    if (!NAMES.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an archive's name is small letters, digits and hyphens, not '" + name + "'");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("a user and a password belong together; one is missing");
    }
    if (scheme.equals("http")
        && (password != null || token != null)
        && !isLoopback(url.getHost())) {
      throw new IllegalArgumentException(
          "credentials are not sent to " + url.getHost() + " without TLS; use https://");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return url + " " + name;
  }
}
