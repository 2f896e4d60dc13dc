package dev.cofferdam.gate.escape;

import java.util.List;

/**
 * One way out.
 *
 * @param group the class of attacks it belongs to
 * @param name what is tried
 * @param reach where it would work without a gate
 * @param effect what the engine would have, had it worked
 * @param steps the requests, in order, each on a connection of its own
 */
record Attack(String group, String name, Reach reach, Effect effect, List<RawRequest> steps) {

  /** Where an attack works when there is no gate. */
  enum Reach {
    /** On the oldest engine the suite runs on, without harm to anything but the suite's objects. */
    HERE,
    /** On other engines, or only against a reader of HTTP that is less strict than Go's. */
    ELSEWHERE,
    /** Here, but it would touch what is not the suite's: only ever sent through a gate. */
    HARMFUL
  }

  Attack {
    steps = List.copyOf(steps);
  }

  static Attack of(String group, String name, Effect effect, RawRequest... steps) {
    return new Attack(group, name, Reach.HERE, effect, List.of(steps));
  }

  /** The same, where this engine would not fall for it. */
  Attack elsewhere() {
    return new Attack(group, name, Reach.ELSEWHERE, effect, steps);
  }

  /** The same, never to be sent without a gate. */
  Attack harmful() {
    return new Attack(group, name, Reach.HARMFUL, effect, steps);
  }

  /** A container created with this body. */
  static Attack create(String group, String name, String json, Effect effect) {
    return of(group, name, effect, RawRequest.create(json));
  }

  /** A container created with these members of {@code HostConfig}. */
  static Attack hostConfig(String group, String name, String members, Effect effect) {
    return create(group, name, inHostConfig(members), effect);
  }

  /**
   * The body of a create with these members of {@code HostConfig}; {@code '} stands for a quote.
   */
  static String inHostConfig(String members) {
    return "{'Image':'${image}','Cmd':['true'],'HostConfig':{" + members + "}}";
  }

  /** The body of a create with these members beside {@code Image}. */
  static String atTop(String members) {
    return "{'Image':'${image}','Cmd':['true']," + members + "}";
  }

  @Override
  public String toString() {
    return group + ": " + name;
  }
}
