package dev.cofferdam.gate.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} (Prometheus text format) and {@code /health} (200 or 503) on a TCP
 * address.
 */
public final class Monitor implements AutoCloseable {
  private final HttpServer server;

  private Monitor(HttpServer server) {
    this.server = server;
  }

  /** Whether the gate can do its work, and why or why not. */
  public record Health(boolean healthy, String message) {}

  /**
   * Begins to serve.
   *
   * @param url {@code tcp://host:port}
   * @throws IOException when the address cannot be used
   */
  public static Monitor start(String url, GateMetrics metrics, Supplier<Health> health)
      throws IOException {
    URI address = URI.create(url);
    if (!"tcp".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 0) {
      throw new IOException("the monitor's address is written tcp://127.0.0.1:9323, not " + url);
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    server.createContext(
        "/metrics",
        exchange -> {
          ByteArrayOutputStream text = new ByteArrayOutputStream();
          writer.write(text, metrics.registry().scrape());
          answer(exchange, 200, writer.getContentType(), text.toByteArray());
        });
    server.createContext(
        "/health",
        exchange -> {
          Health now = health.get();
          byte[] text = (now.message() + "\n").getBytes(StandardCharsets.UTF_8);
          answer(exchange, now.healthy() ? 200 : 503, "text/plain; charset=utf-8", text);
        });
    server.start();
    return new Monitor(server);
  }

  /** The address that is served, with the port that was chosen where it was 0. */
  public String address() {
    return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
