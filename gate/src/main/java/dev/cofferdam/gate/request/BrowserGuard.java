package dev.cofferdam.gate.request;

import dev.cofferdam.engine.catalogue.Catalogue;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.gate.http.Headers;
import dev.cofferdam.policy.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from a listener that a browser on the same machine can reach: requests that
 * another site's page sends ({@code Origin}), and requests to a name that an attacker's DNS points
 * here (rebinding).
 */
final class BrowserGuard {
  private BrowserGuard() {}

  static void check(Headers headers, Catalogue.@Nullable Match match) throws Refusal {
    String host = headers.first("host");
    if (host != null && !isLocalName(withoutPort(host))) {
      throw new Refusal(
          Finding.denied(
              "gate.host",
              "the Host header names a domain, as a web page under DNS rebinding would",
              "address the gate by IP, as localhost or by a name without dots"));
    }
    List<String> origins = headers.all("origin");
    boolean websocket = match != null && match.operation() == Operation.CONTAINER_ATTACH_WEBSOCKET;
    if (!origins.isEmpty()
        && !(websocket && origins.size() == 1 && isOf(host, origins.getFirst()))) {
      throw new Refusal(Finding.denied("gate.origin", "requests of web pages are not served", ""));
    }
  }

  private static boolean isOf(@Nullable String host, String origin) {
    return host != null
        && !host.isEmpty()
        && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(0, end + 1);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static boolean isLocalName(String name) {
    return name.indexOf('.') < 0
        || name.startsWith("[")
        || name.endsWith(".localhost")
        || name.endsWith(".internal")
        || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
