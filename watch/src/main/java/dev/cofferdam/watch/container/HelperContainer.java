package dev.cofferdam.watch.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ExecCreate;
import dev.cofferdam.engine.client.Duplex;
import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineLookups;
import dev.cofferdam.engine.client.EngineReadings;
import dev.cofferdam.engine.client.OutputFrames;
import dev.cofferdam.watch.host.HostException;
import dev.cofferdam.watch.host.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * One helper container while it lives. The engine removes it when its standard input ends, which
 * happens when this is closed and also when this process is killed. For one thread.
 */
final class HelperContainer implements AutoCloseable {
  private static final int MAX_WORDS = 4 * 1024;

  private final EngineActions actions;
  private final EngineReadings readings;
  private final EngineLookups lookups;
  private final String id;
  private final String mark;
  private final Duplex input;
  private final Instant until;

  private HelperContainer(
      EngineActions actions,
      EngineReadings readings,
      EngineLookups lookups,
      String id,
      String mark,
      Duplex input,
      Instant until) {
    this.actions = actions;
    this.readings = readings;
    this.lookups = lookups;
    this.id = id;
    this.mark = mark;
    this.input = input;
    this.until = until;
  }

  static HelperContainer start(
      EngineActions actions,
      EngineReadings readings,
      EngineLookups lookups,
      String mark,
      Body create,
      Duration within)
      throws IOException {
    Instant until = Instant.now().plus(within);
    String id = actions.createContainer("coffer-watch-" + mark.substring(0, 12), create);
    try {
      Duplex input = actions.attach(id, true, "");
      try {
        actions.startContainer(id);
        return new HelperContainer(actions, readings, lookups, id, mark, input, until);
      } catch (IOException | RuntimeException e) {
        input.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      removeAfter(actions, id, e);
      throw e;
    }
  }

  /** What stands before each file that is read. */
  String mark() {
    return mark;
  }

  /**
   * What a command said.
   *
   * @param out its standard output
   * @param words the start of its standard error
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on and forgotten, compared by nobody
  record Result(byte[] out, String words) {}

  /** What a command prints on its standard output; see {@link #result}. */
  byte[] run(ReadOnlyCommand command, Identity as) throws IOException {
    return result(command, as).out();
  }

  /**
   * What a command says. That it ends with an error is usual, since processes come and go; that it
   * is missing from the image is not.
   *
   * @throws HostException when the program is not in the image
   * @throws IOException when it prints more than its limit, or time is over
   */
  Result result(ReadOnlyCommand command, Identity as) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    String program = command.arguments().getFirst();
    String ran;
    try (EngineReadings.Started started = readings.exec(id, exec(command, as), left())) {
      ran = started.id();
      if (!collect(started, out, words, command.limit())) {
        throw new IOException(program + " printed more than " + command.limit() + " bytes");
      }
    }
    checkFound(ran, program, words);
    return new Result(out.toByteArray(), words.toString(StandardCharsets.UTF_8));
  }

  /** The first bytes that a command prints, up to its limit; the command is then left alone. */
  Result start(ReadOnlyCommand command, Identity as) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    try (EngineReadings.Started started = readings.exec(id, exec(command, as), left())) {
      if (collect(started, out, words, command.limit())) {
        checkFound(started.id(), command.arguments().getFirst(), words);
      }
    }
    return new Result(out.toByteArray(), words.toString(StandardCharsets.UTF_8));
  }

  /** Whether it all was within the limit; beyond that nothing is kept. */
  private static boolean collect(
      EngineReadings.Started started,
      ByteArrayOutputStream out,
      ByteArrayOutputStream words,
      int limit)
      throws IOException {
    OutputFrames frames = new OutputFrames(started.output().body());
    for (OutputFrames.Piece piece = frames.next(); piece != null; piece = frames.next()) {
      byte[] bytes = piece.bytes();
      switch (piece.channel()) {
        case STDOUT -> {
          int room = Math.min(bytes.length, limit - out.size());
          out.write(bytes, 0, room);
          if (room < bytes.length) {
            return false;
          }
        }
        case STDIN, STDERR, ENGINE_ERROR ->
            words.write(bytes, 0, Math.min(bytes.length, MAX_WORDS - words.size()));
      }
    }
    return true;
  }

  private static Body exec(ReadOnlyCommand command, Identity as) {
    return ExecCreate.SHAPE
        .empty()
        .with(ExecCreate.USER, as.toString())
        .with(ExecCreate.ATTACH_STDOUT, true)
        .with(ExecCreate.ATTACH_STDERR, true)
        .with(ExecCreate.CMD, command.arguments());
  }

  private Duration left() throws IOException {
    Duration left = Duration.between(Instant.now(), until);
    if (left.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IOException("the helper's time is over");
    }
    return left;
  }

  private void checkFound(String ran, String program, ByteArrayOutputStream words)
      throws IOException {
    long exit = lookups.inspectExec(ran).map(e -> e.exitCode()).orElse(0L);
    if (exit == 126 || exit == 127) {
      throw new HostException(
          "the helper image has no program '"
              + program
              + (program.equals("tmux")
                  ? "', so panes of tmux are not captured: use one with tmux and"
                  : "': use one with")
              + " find, cat, grep, readlink, stat, tail and timeout, such as"
              + " alpine:latest ("
              + words.toString(StandardCharsets.UTF_8).strip()
              + ")");
    }
  }

  /** Ends and removes it; returns when the engine has taken the order. */
  @Override
  public void close() {
    input.close();
    try {
      actions.removeContainer(id);
    } catch (IOException e) {
      // It removes itself when its input ends, or its time.
    }
  }

  /** Removes what an earlier run could not: made, but never started, when it was killed. */
  static int sweep(EngineActions actions, EngineLookups lookups, Instant now) throws IOException {
    int swept = 0;
    for (var each : lookups.listContainers(HelperRecipe.LABEL)) {
      // Labels are handed down by images; that it removes itself is not.
      boolean ours = lookups.inspectContainer(each.id()).map(c -> c.autoRemove()).orElse(false);
      if (ours && over(each.labels().getOrDefault(HelperRecipe.UNTIL, ""), now)) {
        actions.removeContainer(each.id());
        swept++;
      }
    }
    return swept;
  }

  private static boolean over(String until, Instant now) {
    return !until.matches("[0-9]{1,12}") || Long.parseLong(until) < now.getEpochSecond();
  }

  private static void removeAfter(EngineActions actions, String id, Exception failure) {
    try {
      actions.removeContainer(id);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
