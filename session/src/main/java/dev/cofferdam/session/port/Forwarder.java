package dev.cofferdam.session.port;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ExecCreate;
import dev.cofferdam.engine.client.Duplex;
import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.OutputFrames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process in the workspace that listens on its loopback, as the agent's user. It runs on Node,
 * which every workspace image has for the agents' sake: one process for any number of connections,
 * where a process for each would use up the workspace's own limit. Safe for any thread.
 */
final class Forwarder implements AutoCloseable {
  private static final String PROGRAM = "forwarder.js";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_LINE = 1024;

  private final Duplex streams;
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final StringBuilder complaint = new StringBuilder();

  private Forwarder(Duplex streams) {
    this.streams = streams;
  }

  /**
   * Starts it.
   *
   * @param user {@code uid:gid}
   * @param whenEnded called once when it is gone, whoever ended it
   */
  static Forwarder start(
      EngineClient engine, String container, String user, String inside, Runnable whenEnded)
      throws IOException {
    EngineActions actions = engine.actions(PATIENCE);
    Body body =
        ExecCreate.SHAPE
            .empty()
            .with(ExecCreate.USER, user)
            .with(ExecCreate.ATTACH_STDIN, true)
            .with(ExecCreate.ATTACH_STDOUT, true)
            .with(ExecCreate.ATTACH_STDERR, true)
            .with(ExecCreate.CMD, List.of("node", inside + "/" + PROGRAM));
    Forwarder forwarder =
        new Forwarder(actions.startExec(actions.createExec(container, body), false));
    Thread.ofVirtual()
        .name("forwarder")
        .start(() -> {
          forwarder.read();
          whenEnded.run();
        });
    return forwarder;
  }

  /** Puts the program where the workspace finds it. */
  static void install(Path folder) throws IOException {
    Path made = Files.createTempFile(folder, ".coffer", "");
    try (InputStream program =
        Objects.requireNonNull(Forwarder.class.getResourceAsStream(PROGRAM), PROGRAM)) {
      Files.copy(program, made, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(
          made, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(made, folder.resolve(PROGRAM), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /**
   * Listens on a port.
   *
   * @param socket where connections go, as the workspace sees it
   * @return empty when it listens, or the system's word for why it cannot: {@code EADDRINUSE}
   * @throws IOException when the process is gone or does not answer
   */
  String listen(int port, String socket) throws IOException {
    return ask(port, "listen " + port + " " + socket);
  }

  /** Stops listening; connections that are open stay. */
  void release(int port) throws IOException {
    ask(port, "release " + port);
  }

  private synchronized String ask(int port, String command) throws IOException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(port, answer);
    try {
      streams.output().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the workspace's forwarder does not answer" + complaint(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answers.remove(port);
    }
  }

  /** What it, or the engine in its place, said on standard error. */
  private String complaint() {
    synchronized (complaint) {
      return complaint.isEmpty() ? "" : ": " + complaint.toString().strip();
    }
  }

  private void read() {
    StringBuilder line = new StringBuilder();
    try {
      OutputFrames frames = new OutputFrames(streams.input());
      for (var piece = frames.next(); piece != null; piece = frames.next()) {
        String text = new String(piece.bytes(), StandardCharsets.UTF_8);
        if (piece.channel() == OutputFrames.Channel.STDOUT) {
          text.chars().forEach(c -> take(line, (char) c));
        } else {
          synchronized (complaint) {
            complaint.append(text, 0, Math.min(text.length(), MAX_LINE - complaint.length()));
          }
        }
      }
    } catch (IOException _) {
      // Closed, or the container is gone.
    } finally {
      close();
      answers
          .values()
          .forEach(answer -> answer.completeExceptionally(new IOException("it has ended")));
    }
  }

  private void take(StringBuilder line, char c) {
    if (c != '\n') {
      if (line.length() < MAX_LINE) {
        line.append(c);
      }
      return;
    }
    String[] words = line.toString().split(" ", 3);
    line.setLength(0);
    if (words.length >= 2 && words[1].matches("\\d{1,5}")) {
      CompletableFuture<String> answer = answers.get(Integer.parseInt(words[1]));
      if (answer != null) {
        answer.complete(words[0].equals("failed") ? words[words.length - 1] : "");
      }
    }
  }

  @Override
  public void close() {
    streams.close();
  }
}
