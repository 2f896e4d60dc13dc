package dev.cofferdam.gate;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;

/**
 * TLS of listeners and of the engine: TLS 1.2 or later, only the given authority, certificates on
 * both sides.
 */
final class TlsContexts {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private TlsContexts() {}

  static SslContext listener(ListenAddress.Tls address) throws IOException {
    try {
      return SslContextBuilder.forServer(address.cert().toFile(), address.key().toFile())
          .sslProvider(SslProvider.JDK)
          .trustManager(address.ca().toFile())
          .clientAuth(ClientAuth.REQUIRE)
          .protocols(PROTOCOLS)
          .build();
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException("cannot use the certificates of " + address + ": " + e.getMessage(), e);
    }
  }

  static SslContext engine(EngineAddress.Tls address) throws IOException {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .trustManager(address.files().ca().toFile())
          .keyManager(address.files().cert().toFile(), address.files().key().toFile())
          .endpointIdentificationAlgorithm("HTTPS")
          .protocols(PROTOCOLS)
          .build();
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(
          "cannot use the certificates for " + address + ": " + e.getMessage(), e);
    }
  }
}
