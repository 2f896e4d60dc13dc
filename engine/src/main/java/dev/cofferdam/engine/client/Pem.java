package dev.cofferdam.engine.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes a TLS context of PEM files: only the given authorities are trusted. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

  private Pem() {}

  static SSLContext context(TlsFiles files) throws IOException {
    char[] none = {};
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, none);
      int n = 0;
      for (Certificate ca : certificates(files.ca())) {
        trusted.setCertificateEntry("ca" + n++, ca);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);

      Certificate[] chain = certificates(files.cert()).toArray(Certificate[]::new);
      KeyStore ours = KeyStore.getInstance("PKCS12");
      ours.load(null, none);
      ours.setKeyEntry("client", key(files.key(), chain[0].getPublicKey()), none, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(ours, none);

      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the TLS files do not fit together: " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes(file)));
    if (found.isEmpty()) {
      throw new IOException(file + " holds no certificate; it must be a PEM file");
    }
    return found;
  }

  private static PrivateKey key(Path file, PublicKey counterpart)
      throws IOException, GeneralSecurityException {
    Matcher block = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
    if (!block.find()) {
      throw new IOException(file + " holds no private key; it must be a PEM file");
    }
    String kind = block.group(1);
    if (kind.startsWith("ENCRYPTED")) {
      throw new IOException(
          file + " is encrypted; write a plain copy: openssl pkey -in KEY -out PLAIN");
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(2));
    byte[] pkcs8 = kind.equals("PRIVATE KEY") ? der : wrapped(der, counterpart);
    return KeyFactory.getInstance(counterpart.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /**
   * PKCS#8 (RFC 5208) around a bare key: version 0, the algorithm, the key as an octet string. The
   * algorithm (with the curve of an EC key) stands first in the public key's own encoding.
   */
  private static byte[] wrapped(byte[] bare, PublicKey counterpart) {
    byte[] spki = counterpart.getEncoded();
    int start = headerLength(spki, 0);
    int end = start + headerLength(spki, start) + contentLength(spki, start);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {2, 1, 0});
    body.writeBytes(Arrays.copyOfRange(spki, start, end));
    body.writeBytes(tagged(4, bare));
    return tagged(0x30, body.toByteArray());
  }

  private static int headerLength(byte[] der, int at) {
    return der[at + 1] >= 0 ? 2 : 2 + (der[at + 1] & 0x7f);
  }

  private static int contentLength(byte[] der, int at) {
    if (der[at + 1] >= 0) {
      return der[at + 1];
    }
    int length = 0;
    for (int i = 0; i < (der[at + 1] & 0x7f); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 0x100) { // DER wants the shortest form; keys are far below 64 KiB
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length >= 0x80) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      if (Files.size(file) > 65_536) {
        throw new IOException(file + " is larger than 64 KiB; is it the right file?");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("the TLS file " + file + " does not exist", e);
    }
  }
}
