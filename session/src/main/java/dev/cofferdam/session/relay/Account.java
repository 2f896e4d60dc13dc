package dev.cofferdam.session.relay;

import java.net.URI;
import java.util.Locale;

/**
 * Where a provider's calls go and with which credential.
 *
 * @param upstream {@code https} and host, at most a base path; plain {@code http} only to this
 *     machine's loopback
 * @param credential what the relay adds
 */
public record Account(URI upstream, Credential credential) {
  /**
   * @throws IllegalArgumentException when the address could leak the credential
   */
  public Account {
    String scheme = String.valueOf(upstream.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(upstream.getHost());
    boolean loopback = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
    boolean plain = upstream.getRawUserInfo() == null && upstream.getRawQuery() == null;
    if (upstream.getHost() == null
        || !plain
        || !(scheme.equals("https") || (scheme.equals("http") && loopback))) {
      throw new IllegalArgumentException(
          "a model's API is reached at https://host, or http:// on this machine's loopback; not at "
              + upstream.getScheme()
              + "://"
              + host);
    }
  }
}
