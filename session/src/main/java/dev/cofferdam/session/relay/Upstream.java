package dev.cofferdam.session.relay;

import dev.cofferdam.journal.Journal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The way to the APIs, shared by all connections of a relay. */
final class Upstream implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final Accounts accounts;
  private final Journal journal;
  private final String principal;
  private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient secure;
  private final HttpClient loopback;

  /**
   * @throws IOException when the environment names authorities that cannot be read
   */
  Upstream(Accounts accounts, Journal journal, String principal, Map<String, String> environment)
      throws IOException {
    Optional<SSLContext> authorities = Authorities.of(environment);
    this.accounts = accounts;
    this.journal = journal;
    this.principal = principal;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .executor(tasks)
            .followRedirects(HttpClient.Redirect.NEVER);
    this.loopback =
        builder.version(HttpClient.Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY).build();
    builder.version(HttpClient.Version.HTTP_2);
    proxy(environment)
        .ifPresentOrElse(builder::proxy, () -> builder.proxy(ProxySelector.getDefault()));
    authorities.ifPresent(builder::sslContext);
    this.secure = builder.build();
  }

  Accounts accounts() {
    return accounts;
  }

  CallRecord record(String method, Route route) {
    return new CallRecord(journal, principal, method, route);
  }

  HttpClient client(URI target) {
    return "https".equals(target.getScheme()) ? secure : loopback;
  }

  /** The host's own way out, as its other programs know it. */
  private static Optional<ProxySelector> proxy(Map<String, String> environment) {
    String text =
        environment.getOrDefault("https_proxy", environment.getOrDefault("HTTPS_PROXY", ""));
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      return uri.getHost() == null
          ? Optional.empty()
          : Optional.of(
              ProxySelector.of(
                  InetSocketAddress.createUnresolved(
                      uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    secure.shutdownNow();
    loopback.shutdownNow();
    tasks.shutdownNow();
  }
}
