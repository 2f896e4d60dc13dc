package dev.cofferdam.engine.body;

import java.util.List;

/** The body of ExecStart. Its {@link #TTY} alone decides how the stream is framed. */
public final class ExecStart {
  public static final Shape SHAPE = Shape.named("ExecStart");

  public static final Member<Boolean> DETACH = SHAPE.bool("Detach", Danger.FREE);

  public static final Member<Boolean> TTY = SHAPE.bool("Tty", Danger.FREE);

  public static final Member<List<Long>> CONSOLE_SIZE =
      SHAPE.consoleSize("ConsoleSize", Danger.FREE);

  private ExecStart() {}
}
