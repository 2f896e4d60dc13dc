package dev.cofferdam.engine.body;

import java.util.List;

/** The body of ContainerExec: a further command in a running container. */
public final class ExecCreate {
  public static final Shape SHAPE = Shape.named("ExecCreate");

  /** May be root although the container's own user is not. */
  public static final Member<String> USER = SHAPE.text("User", Danger.LIMITED);

  /** All capabilities, unconfined: with any mount or device a way out. */
  public static final Member<Boolean> PRIVILEGED = SHAPE.bool("Privileged", Danger.DANGEROUS);

  public static final Member<Boolean> TTY = SHAPE.bool("Tty", Danger.FREE);

  public static final Member<List<Long>> CONSOLE_SIZE =
      SHAPE.consoleSize("ConsoleSize", Danger.FREE);

  public static final Member<Boolean> ATTACH_STDIN = SHAPE.bool("AttachStdin", Danger.FREE);

  public static final Member<Boolean> ATTACH_STDOUT = SHAPE.bool("AttachStdout", Danger.FREE);

  public static final Member<Boolean> ATTACH_STDERR = SHAPE.bool("AttachStderr", Danger.FREE);

  public static final Member<String> DETACH_KEYS = SHAPE.text("DetachKeys", Danger.FREE);

  /** May carry secrets. */
  public static final Member<List<String>> ENV = SHAPE.texts("Env", Danger.LIMITED);

  /** Through /proc/self/fd it has led out of containers (CVE-2024-21626). */
  public static final Member<String> WORKING_DIR = SHAPE.text("WorkingDir", Danger.LIMITED);

  /** Any program of the container; shown in events, so secrets in it leak. */
  public static final Member<List<String>> CMD = SHAPE.texts("Cmd", Danger.LIMITED);

  public static final Member<Boolean> DETACH = SHAPE.bool("Detach", Danger.FREE);

  /** Sent by the Python SDK; engines take the container from the path. */
  public static final Member<String> CONTAINER = SHAPE.text("Container", Danger.FREE);

  private ExecCreate() {}
}
