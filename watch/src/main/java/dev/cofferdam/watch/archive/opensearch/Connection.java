package dev.cofferdam.watch.archive.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** How a cluster is reached: its address, credentials, and the certificates that are trusted. */
final class Connection {
  private Connection() {}

  /** A connection that is made when the first call is. */
  static OpenSearchTransport to(OpenSearchSettings settings) throws IOException {
    String path = settings.url().getPath();
    ApacheHttpClient5TransportBuilder builder =
        ApacheHttpClient5TransportBuilder.builder(
                new HttpHost(
                    settings.url().getScheme(),
                    settings.url().getHost(),
                    settings.url().getPort() < 0 ? 9200 : settings.url().getPort()))
            .setDefaultHeaders(credentials(settings))
            .setRequestConfigCallback(config ->
                config
                    .setConnectionRequestTimeout(Timeout.ofSeconds(10))
                    .setResponseTimeout(Timeout.ofSeconds(60)));
    if (path != null && !path.isEmpty() && !path.equals("/")) {
      builder.setPathPrefix(path);
    }
    if (settings.authority() != null) {
      PoolingAsyncClientConnectionManager connections = trusting(settings.authority());
      builder.setHttpClientConfigCallback(client -> client.setConnectionManager(connections));
    }
    return builder.build();
  }

  private static Header[] credentials(OpenSearchSettings settings) {
    if (settings.token() != null) {
      return new Header[] {new BasicHeader("Authorization", "Bearer " + settings.token())};
    }
    if (settings.user() != null) {
      String pair = settings.user() + ":" + settings.password();
      return new Header[] {
        new BasicHeader(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
      };
    }
    return new Header[0];
  }

  private static PoolingAsyncClientConnectionManager trusting(Path authority) throws IOException {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<Certificate> certificates =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (certificates.isEmpty()) {
        throw new IOException(authority + " holds no certificate");
      }
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return PoolingAsyncClientConnectionManagerBuilder.create()
          .setTlsStrategy(ClientTlsStrategyBuilder.create().setSslContext(context).buildAsync())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IOException(authority + " holds no certificates that can be read", e);
    }
  }
}
