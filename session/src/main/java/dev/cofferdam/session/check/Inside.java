package dev.cofferdam.session.check;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ExecCreate;
import dev.cofferdam.engine.client.Duplex;
import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.ExecInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs small commands in a container and reads what they print. */
final class Inside {
  private static final Duration CALL = Duration.ofSeconds(20);
  private static final int MAX_OUTPUT = 64 * 1024;

  private final EngineClient engine;
  private final String container;

  Inside(EngineClient engine, String container) {
    this.engine = engine;
    this.container = container;
  }

  /**
   * What a command did.
   *
   * @param exitCode -1 when it is not known
   * @param text standard output and error together, without blanks around it
   */
  record Outcome(int exitCode, String text) {}

  /** Runs a command with further variables; a command has 20 seconds. */
  Outcome run(List<String> variables, String... command) throws IOException {
    EngineActions actions = engine.actions(CALL);
    Body body =
        ExecCreate.SHAPE
            .empty()
            .with(ExecCreate.CMD, List.of(command))
            .with(ExecCreate.ENV, variables)
            .with(ExecCreate.ATTACH_STDOUT, true)
            .with(ExecCreate.ATTACH_STDERR, true);
    String exec = actions.createExec(container, body);
    String text;
    try (Duplex stream = actions.startExec(exec, false)) {
      Thread limit = Thread.ofVirtual().start(() -> close(stream));
      try {
        text = frames(stream);
      } finally {
        limit.interrupt();
      }
    }
    Optional<ExecInfo> info = engine.lookups(CALL).inspectExec(exec);
    int code = info.isEmpty() || info.get().running() ? -1 : (int) info.get().exitCode();
    return new Outcome(code, text.strip());
  }

  private static void close(Duplex stream) {
    try {
      Thread.sleep(CALL);
      stream.close();
    } catch (InterruptedException _) {
      // It ended in time.
    }
  }

  private static String frames(Duplex stream) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      while (text.size() < MAX_OUTPUT) {
        byte[] head = stream.input().readNBytes(8);
        if (head.length < 8) {
          break;
        }
        int length = (head[6] & 0xff) << 8 | (head[7] & 0xff) | (head[5] & 0xff) << 16;
        text.writeBytes(stream.input().readNBytes(Math.min(length, MAX_OUTPUT)));
      }
    } catch (IOException _) {
      // Closed because it took too long; what it printed is judged.
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
