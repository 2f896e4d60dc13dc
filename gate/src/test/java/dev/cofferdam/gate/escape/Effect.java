package dev.cofferdam.gate.escape;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What would be true on the engine, had an attack worked. Texts may hold placeholders. */
sealed interface Effect {

  /**
   * There is a container that was not there before.
   *
   * @param pointer a JSON pointer into what inspect says of it
   * @param value what is found there
   */
  record NewContainer(String pointer, Predicate<JsonNode> value) implements Effect {}

  /**
   * The engine has this.
   *
   * @param path what is asked of the engine; an answer other than 200 is a missing node
   * @param pointer a JSON pointer into the answer
   * @param value what is found there
   */
  record Has(String path, String pointer, Predicate<JsonNode> value) implements Effect {}

  /** The engine's answer at this path shows this text at this pointer; all three may be filled. */
  record Shows(String path, String pointer, String text) implements Effect {}

  /**
   * Something of another owner is not what it was.
   *
   * @param part a key of {@link Foreign#state}
   */
  record Changed(String part) implements Effect {}

  /** The suite's container has one more exec, and inspect finds this in it. */
  record NewExec(String pointer, Predicate<JsonNode> value) implements Effect {}

  /** The engine opened a connection to the suite's listener on loopback. */
  record Dialled() implements Effect {}

  /**
   * A reply held what only another's object holds.
   *
   * @param marker the text to look for
   */
  record Leaked(String marker) implements Effect {}

  /** A container that was not there before, in which inspect shows this text at this pointer. */
  static Effect created(String pointer, String text) {
    return new NewContainer(pointer, node -> node.toString().contains(text));
  }

  /** A container that was not there before, with a number above this at this pointer. */
  static Effect createdAbove(String pointer, long most) {
    return new NewContainer(pointer, node -> node.asLong(0) > most);
  }

  /** The engine's answer at this path shows this text at this pointer. */
  static Effect has(String path, String pointer, String text) {
    return new Shows(path, pointer, text);
  }
}
