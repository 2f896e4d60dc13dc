package dev.cofferdam.engine.body;

/**
 * A member of a {@link Shape}: its one accepted spelling, its type and its danger. Members are
 * compared by identity; each is a constant of the class named after its Docker type.
 *
 * @param <T> the Java type of its value
 */
public final class Member<T> {
  private final String name;
  private final Type<T> type;
  private final Danger danger;
  private final int index;
  private final Shape shape;
  private final boolean presenceCounts;

  Member(Shape shape, int index, String name, Type<T> type, Danger danger, boolean presenceCounts) {
    this.shape = shape;
    this.index = index;
    this.name = name;
    this.type = type;
    this.danger = danger;
    this.presenceCounts = presenceCounts;
  }

  /** The name as Docker's Go structs spell it. */
  public String name() {
    return name;
  }

  public Type<T> type() {
    return type;
  }

  public Danger danger() {
    return danger;
  }

  /** The shape this member belongs to. */
  public Shape shape() {
    return shape;
  }

  /**
   * Whether the engine takes a zero value for something else than an absent member: an empty {@code
   * MaskedPaths} uncovers what an absent one hides. Such a value is never {@link Body#isZero zero}.
   */
  public boolean presenceCounts() {
    return presenceCounts;
  }

  int index() {
    return index;
  }

  @Override
  public String toString() {
    return shape.name() + "." + name;
  }
}
