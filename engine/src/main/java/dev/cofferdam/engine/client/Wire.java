package dev.cofferdam.engine.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One byte stream to the engine, each way. Closing it from any thread ends a read or write that
 * blocks on it with an IOException.
 */
final class Wire implements AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How the writing half is closed. */
  private interface HalfClose {
    void run() throws IOException;
  }

  private final InputStream in;
  private final OutputStream out;
  private final HalfClose halfClose;
  private final Closeable transport;

  private Wire(InputStream in, OutputStream out, HalfClose halfClose, Closeable transport) {
    this.in = in;
    this.out = out;
    this.halfClose = halfClose;
    this.transport = transport;
  }

  /** Connects within {@link #CONNECT_TIMEOUT}, TLS handshake included. */
  static Wire open(EngineAddress address) throws EngineUnavailableException {
    try {
      return switch (address) {
        case EngineAddress.Unix unix ->
            plain(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(unix.socket()));
        case EngineAddress.Tcp tcp -> plain(null, resolved(tcp.host(), tcp.port()));
        case EngineAddress.Tls tls -> secure(tls);
      };
    } catch (IOException e) {
      throw new EngineUnavailableException(address, e);
    }
  }

  private static Wire plain(@Nullable StandardProtocolFamily family, SocketAddress to)
      throws IOException {
    SocketChannel channel = family == null ? SocketChannel.open() : SocketChannel.open(family);
    Deadline deadline = Deadline.in(CONNECT_TIMEOUT, () -> closeQuietly(channel));
    try {
      channel.connect(to);
      if (!deadline.met()) {
        throw new IOException("not within " + CONNECT_TIMEOUT.toSeconds() + " s");
      }
    } catch (IOException e) {
      boolean late = !deadline.met();
      closeQuietly(channel);
      throw late ? new IOException("not within " + CONNECT_TIMEOUT.toSeconds() + " s", e) : e;
    }
    return new Wire(
        Channels.newInputStream(channel),
        Channels.newOutputStream(channel),
        channel::shutdownOutput,
        channel);
  }

  private static Wire secure(EngineAddress.Tls tls) throws IOException {
    int millis = (int) CONNECT_TIMEOUT.toMillis();
    Socket socket = new Socket();
    try {
      socket.connect(resolved(tls.host(), tls.port()), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      SSLSocket secured =
          (SSLSocket)
              Pem.context(tls.files())
                  .getSocketFactory()
                  .createSocket(socket, tls.host(), tls.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      socket.setSoTimeout(0);
      // The transport below is what close() closes: closing the SSLSocket waits for its writer.
      return new Wire(
          secured.getInputStream(), secured.getOutputStream(), secured::shutdownOutput, socket);
    } catch (IOException | RuntimeException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  private static InetSocketAddress resolved(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the name " + host + " does not resolve");
    }
    return address;
  }

  int read(byte[] bytes, int offset, int length) throws IOException {
    return in.read(bytes, offset, length);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  void shutdownOutput() throws IOException {
    halfClose.run();
  }

  @Override
  public void close() {
    closeQuietly(transport);
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing was owed to anybody on it, and it is gone either way.
    }
  }
}
