package dev.cofferdam.gate.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the gate counts. All methods are cheap and may be called from any thread. */
public final class GateMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("cofferdam_gate_requests_total")
          .help("Requests by operation, verdict and class of status")
          .labelNames("operation", "verdict", "status")
          .register(registry);
  private final Counter refusals =
      Counter.builder()
          .name("cofferdam_gate_refusals_total")
          .help("Requests refused, by rule")
          .labelNames("rule")
          .register(registry);
  private final Counter engineFailures =
      Counter.builder()
          .name("cofferdam_gate_engine_failures_total")
          .help("Requests that got no answer from the engine")
          .register(registry);
  private final Gauge connections =
      Gauge.builder()
          .name("cofferdam_gate_connections")
          .help("Client connections that are open")
          .register(registry);
  private final Gauge streams =
      Gauge.builder()
          .name("cofferdam_gate_streams")
          .help("Hijacked streams that are open")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("cofferdam_gate_request_seconds")
          .help("Time from a request's head to the end of its answer")
          .classicOnly()
          .classicUpperBounds(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30)
          .register(registry);

  /** A line of the requests counter, looked up faster than by its label values. */
  private record Served(String operation, String verdict, int statusClass) {}

  private final Map<Served, CounterDataPoint> served = new ConcurrentHashMap<>();

  public PrometheusRegistry registry() {
    return registry;
  }

  public void connectionOpened() {
    connections.inc();
  }

  public void connectionClosed() {
    connections.dec();
  }

  public void streamOpened() {
    streams.inc();
  }

  public void streamClosed() {
    streams.dec();
  }

  public void engineFailed() {
    engineFailures.inc();
  }

  public void refused(String rule) {
    refusals.labelValues(rule).inc();
  }

  /** One request has ended. */
  public void served(String operation, String verdict, int status, long nanos) {
    served
        .computeIfAbsent(
            new Served(operation, verdict, status / 100),
            _ -> requests.labelValues(operation, verdict, statusClass(status)))
        .inc();
    seconds.observe(nanos / 1e9);
  }

  private static String statusClass(int status) {
    return switch (status / 100) {
      case 1 -> "1xx";
      case 2 -> "2xx";
      case 3 -> "3xx";
      case 4 -> "4xx";
      case 5 -> "5xx";
      default -> "none";
    };
  }
}
