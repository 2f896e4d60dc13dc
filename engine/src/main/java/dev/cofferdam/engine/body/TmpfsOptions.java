package dev.cofferdam.engine.body;

import java.util.List;

/** A file system in memory. */
public final class TmpfsOptions {
  public static final Shape SHAPE = Shape.named("TmpfsOptions");

  /** 0 means half of the host's memory. */
  public static final Member<Long> SIZE_BYTES = SHAPE.integer("SizeBytes", Danger.LIMITED);

  public static final Member<Long> MODE = SHAPE.unsigned32("Mode", Danger.FREE);

  /** May allow programs, set-uid files and devices there (API 1.46). */
  public static final Member<List<List<String>>> OPTIONS =
      SHAPE.textLists("Options", Danger.LIMITED);

  private TmpfsOptions() {}
}
