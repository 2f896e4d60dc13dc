package dev.cofferdam.gate.testing;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineLookups;
import dev.cofferdam.engine.client.Paths;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Somebody who calls an engine, or a gate as if it were one. */
public final class Caller implements AutoCloseable {
  private final EngineClient client;

  private Caller(EngineAddress address) {
    this.client = new EngineClient(address);
  }

  /** The test engine itself, past any gate. */
  public static Caller ofEngine() {
    return new Caller(TestEngine.address());
  }

  /** A principal of a gate. */
  public static Caller of(TestGate gate, String principal) {
    return new Caller(EngineAddress.parse("unix://" + gate.socket(principal)));
  }

  /** Whoever listens at this Unix socket. */
  public static Caller at(Path socket) {
    return new Caller(EngineAddress.parse("unix://" + socket));
  }

  /** What came back, as text. */
  public record Answer(int status, String text) {}

  public EngineLookups lookups() {
    return client.lookups(Duration.ofSeconds(30));
  }

  public boolean hasImage(String name) throws IOException {
    return lookups().inspectImage(name).isPresent();
  }

  public Answer post(String path, Map<String, String> query) throws IOException {
    return send(Request.post(path + Paths.query(query), Request.Content.NONE));
  }

  public Answer postJson(String path, String json) throws IOException {
    return send(Request.post(path, Request.Content.json(json)));
  }

  public Answer postArchive(String path, Map<String, String> query, byte[] archive)
      throws IOException {
    return send(
        Request.post(
            path + Paths.query(query),
            new Request.Content.Streamed("application/x-tar", new ByteArrayInputStream(archive))));
  }

  public Answer delete(String path) throws IOException {
    return send(Request.delete(path));
  }

  private Answer send(Request request) throws IOException {
    try (Reply reply = client.send(request.within(Duration.ofSeconds(60)))) {
      return new Answer(reply.status(), new String(reply.readAll(1 << 20), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
