package dev.cofferdam.engine.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of members that a JSON object may have. A shape is filled while its class is
 * initialised and never changes after that; it is then safe for any thread.
 */
public final class Shape {
  private final String name;
  private final List<Member<?>> members = new ArrayList<>();
  private final Map<String, Member<?>> byName = new HashMap<>();

  private final boolean bare;

  private Shape(String name, boolean bare) {
    this.name = name;
    this.bare = bare;
  }

  /** A shape without members yet, named as Docker names the type. */
  public static Shape named(String name) {
    return new Shape(name, false);
  }

  /**
   * A shape whose JSON is the bare value of its one member instead of an object: plugin operations
   * take a list.
   */
  static Shape bare(String name) {
    return new Shape(name, true);
  }

  public String name() {
    return name;
  }

  /** All members in canonical order. */
  public List<Member<?>> members() {
    return Collections.unmodifiableList(members);
  }

  /** The member of exactly this spelling or one of its few aliases, or null. */
  public @Nullable Member<?> member(String spelling) {
    return byName.get(spelling);
  }

  /** An object of this shape with no member set. */
  public Body empty() {
    return new Body(this);
  }

  public Member<Boolean> bool(String name, Danger danger) {
    return add(name, new Type.Bool(), danger);
  }

  /** A Go {@code int64}. */
  public Member<Long> integer(String name, Danger danger) {
    return add(name, Type.INT64, danger);
  }

  /** A Go {@code uint64}, of which the upper half is refused. */
  public Member<Long> unsigned(String name, Danger danger) {
    return integer(name, 0, Long.MAX_VALUE, danger);
  }

  /** A Go {@code uint32}. */
  public Member<Long> unsigned32(String name, Danger danger) {
    return integer(name, 0, 0xffff_ffffL, danger);
  }

  /** A Go {@code uint16}. */
  public Member<Long> unsigned16(String name, Danger danger) {
    return integer(name, 0, 0xffff, danger);
  }

  /** A Go {@code float32} or {@code float64}. */
  public Member<Double> real(String name, Danger danger) {
    return add(name, new Type.Real(), danger);
  }

  /** A whole number in a range, both ends included. */
  public Member<Long> integer(String name, long min, long max, Danger danger) {
    return add(name, new Type.Int(min, max), danger);
  }

  public Member<String> text(String name, Danger danger) {
    return add(name, new Type.Text(), danger);
  }

  public Member<List<String>> texts(String name, Danger danger) {
    return add(name, Type.TEXTS, danger);
  }

  /** Docker's StrSlice: a list of strings, or one string that stands for a list of one. */
  public Member<List<String>> strSlice(String name, Danger danger) {
    return add(name, new Type.Many<>(new Type.Text(), true), danger);
  }

  public Member<Map<String, String>> textMap(String name, Danger danger) {
    return add(name, new Type.Keyed<>(new Type.Text()), danger);
  }

  /** A {@code map[string]struct{}}. */
  public Member<Map<String, Type.Empty.Value>> set(String name, Danger danger) {
    return add(name, new Type.Keyed<>(new Type.Empty()), danger);
  }

  /** Go's {@code [][]string}. */
  public Member<List<List<String>>> textLists(String name, Danger danger) {
    return add(name, new Type.Many<>(Type.TEXTS, false), danger);
  }

  /** The height and width of a terminal, Go's {@code [2]uint}. */
  public Member<List<Long>> consoleSize(String name, Danger danger) {
    return add(name, new Type.Pair<>(new Type.Int(0, 0xffff_ffffL)), danger);
  }

  /** An empty object whose presence alone says something, Go's {@code *struct{}}. */
  public Member<Type.Empty.Value> marker(String name, Danger danger) {
    return add(name, new Type.Empty(), danger, true);
  }

  public Member<Body> object(String name, Shape shape, Danger danger) {
    return add(name, new Type.Nested(shape), danger);
  }

  public Member<List<Body>> objects(String name, Shape shape, Danger danger) {
    return add(name, new Type.Many<>(new Type.Nested(shape), false), danger);
  }

  public Member<Map<String, Body>> objectMap(String name, Shape shape, Danger danger) {
    return add(name, new Type.Keyed<>(new Type.Nested(shape)), danger);
  }

  /** A map from names to lists of objects. */
  public Member<Map<String, List<Body>>> objectListMap(String name, Shape shape, Danger danger) {
    return add(name, new Type.Keyed<>(new Type.Many<>(new Type.Nested(shape), false)), danger);
  }

  /** A member of any other type. */
  public <T> Member<T> add(String memberName, Type<T> type, Danger danger) {
    return add(memberName, type, danger, false);
  }

  /**
   * A member of any other type.
   *
   * @param presenceCounts whether the engine takes a zero value for something else than an absent
   *     member, as it does with an empty {@code MaskedPaths}
   */
  <T> Member<T> add(String memberName, Type<T> type, Danger danger, boolean presenceCounts) {
    Member<T> member = new Member<>(this, members.size(), memberName, type, danger, presenceCounts);
    if (byName.putIfAbsent(memberName, member) != null) {
      throw new IllegalStateException(name + " has two members " + memberName);
    }
    members.add(member);
    return member;
  }

  /** A second spelling of a member that is read and never written. */
  void alias(String spelling, Member<?> member) {
    if (member.shape() != this || byName.putIfAbsent(spelling, member) != null) {
      throw new IllegalStateException(name + " cannot have the alias " + spelling);
    }
  }

  /** Whether the JSON is the value of the only member, without an object around it. */
  boolean isBare() {
    return bare;
  }

  int size() {
    return members.size();
  }

  @Override
  public String toString() {
    return name;
  }
}
