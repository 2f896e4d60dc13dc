package dev.cofferdam.testkit;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs: its output is collected while it does. {@link #finish} waits for its end, at
 * most {@link #LIMIT}; closing ends it.
 */
public final class Program implements AutoCloseable {
  /** No step of ordinary work takes longer, not even on a busy machine. */
  public static final Duration LIMIT = Duration.ofSeconds(90);

  private final List<String> command;
  private final Process process;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Thread outReader;
  private final Thread errReader;

  private Program(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.outReader = Thread.ofVirtual().start(() -> drain(process.getInputStream(), out));
    this.errReader = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err));
  }

  /**
   * Starts a program.
   *
   * @param environment added to this process's own
   */
  public static Program start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return new Program(command, builder.start());
  }

  private static void drain(InputStream from, ByteArrayOutputStream to) {
    byte[] buffer = new byte[64 * 1024];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
      }
    } catch (IOException e) {
      to.writeBytes(("\n[reading failed: " + e + "]").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes to the program's standard input. */
  public Program write(byte[] bytes) throws IOException {
    OutputStream in = requireNonNull(process.getOutputStream());
    in.write(bytes);
    in.flush();
    return this;
  }

  /** Writes text to the program's standard input. */
  public Program write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the program's standard input. */
  public Program closeInput() throws IOException {
    process.getOutputStream().close();
    return this;
  }

  /** Waits until both outputs together hold this text. */
  public Program awaits(String text) {
    await(String.join(" ", command) + " to say " + text)
        .atMost(LIMIT)
        .until(this::said, said -> said.contains(text));
    return this;
  }

  /** All that was written until now. */
  public String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  /** Whether it has not ended yet. */
  public boolean runs() {
    return process.isAlive();
  }

  /** Sends SIGINT, as Ctrl-C does. */
  public Program interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    return this;
  }

  /** Sends SIGTERM, as a service manager does. */
  public Program terminate() {
    // The process's own method would close its streams, too, and lose its last words.
    process.toHandle().destroy();
    return this;
  }

  /** Kills it, and nothing that it started. */
  public Program kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    return this;
  }

  /** Waits for the end of the program and of its output. */
  public Outcome finish() throws InterruptedException {
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          String.join(" ", command) + " still runs after " + LIMIT + "; it said: " + said());
    }
    outReader.join(LIMIT);
    errReader.join(LIMIT);
    return new Outcome(command, process.exitValue(), out.toByteArray(), err.toByteArray());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
