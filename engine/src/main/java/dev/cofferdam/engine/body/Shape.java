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

  private Shape(String name) {
    this.name = name;
  }

  /** A shape without members yet, named as Docker names the type. */
  public static Shape named(String name) {
    return new Shape(name);
  }

  public String name() {
    return name;
  }

  /** All members in canonical order. */
  public List<Member<?>> members() {
    return Collections.unmodifiableList(members);
  }

  /** The member of exactly this spelling, or null. */
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
    return add(name, new Type.Int(Long.MIN_VALUE, Long.MAX_VALUE), danger);
  }

  /** A whole number in a range, both ends included. */
  public Member<Long> integer(String name, long min, long max, Danger danger) {
    return add(name, new Type.Int(min, max), danger);
  }

  public Member<String> text(String name, Danger danger) {
    return add(name, new Type.Text(), danger);
  }

  public Member<List<String>> texts(String name, Danger danger) {
    return add(name, new Type.Many<>(new Type.Text(), false), danger);
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

  public Member<Body> object(String name, Shape shape, Danger danger) {
    return add(name, new Type.Nested(shape), danger);
  }

  public Member<List<Body>> objects(String name, Shape shape, Danger danger) {
    return add(name, new Type.Many<>(new Type.Nested(shape), false), danger);
  }

  public Member<Map<String, Body>> objectMap(String name, Shape shape, Danger danger) {
    return add(name, new Type.Keyed<>(new Type.Nested(shape)), danger);
  }

  /** A member of any other type. */
  public <T> Member<T> add(String memberName, Type<T> type, Danger danger) {
    Member<T> member = new Member<>(this, members.size(), memberName, type, danger);
    if (byName.putIfAbsent(memberName, member) != null) {
      throw new IllegalStateException(name + " has two members " + memberName);
    }
    members.add(member);
    return member;
  }

  int size() {
    return members.size();
  }

  @Override
  public String toString() {
    return name;
  }
}
