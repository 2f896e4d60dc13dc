package dev.cofferdam.engine.client;

import java.nio.file.Path;

/**
 * The three PEM files of a mutually authenticated TLS connection, named as Docker names them.
 *
 * @param ca the only authorities trusted to sign the engine's certificate (Docker: {@code ca.pem})
 * @param cert our certificate, followed by its intermediates if any ({@code cert.pem})
 * @param key our unencrypted private key: PKCS#8, or the older {@code RSA}/{@code EC PRIVATE KEY}
 *     ({@code key.pem})
 */
public record TlsFiles(Path ca, Path cert, Path key) {
  /** The files under the names that Docker gives them in its certificate folder. */
  public static TlsFiles in(Path folder) {
    return new TlsFiles(
        folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }
}
