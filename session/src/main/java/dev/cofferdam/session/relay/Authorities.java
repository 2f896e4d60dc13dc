package dev.cofferdam.session.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom the relay trusts to vouch for an API: Java's own authorities, and those of the PEM files
 * that {@code NODE_EXTRA_CA_CERTS} and {@code SSL_CERT_FILE} name, such as a company's proxy. The
 * agents themselves read these variables on a host.
 */
final class Authorities {
  private static final List<String> VARIABLES = List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE");

  private Authorities() {}

  /**
   * What trusts them; empty when no variable is set, so that the usual is used as it is.
   *
   * @throws IOException when a variable names a file that holds no certificates, saying which
   */
  static Optional<SSLContext> of(Map<String, String> environment) throws IOException {
    List<Certificate> further = new ArrayList<>();
    for (String variable : VARIABLES) {
      String file = environment.getOrDefault(variable, "");
      if (!file.isEmpty()) {
        further.addAll(read(variable, Path.of(file)));
      }
    }
    if (further.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate each : further) {
        trusted.setCertificateEntry("further-" + trusted.size(), each);
      }
      for (TrustManager usual : managers(null)) {
        if (usual instanceof X509TrustManager manager) {
          for (X509Certificate each : manager.getAcceptedIssuers()) {
            trusted.setCertificateEntry("usual-" + trusted.size(), each);
          }
        }
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate authorities cannot be used: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static List<Certificate> read(String variable, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> found =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | CertificateException _) {
      // Said below.
    }
    throw new IOException(
        variable
            + " names "
            + file
            + ", which holds no certificates that can be read. Correct the variable, or unset it");
  }
}
