package dev.cofferdam.gate.escape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Sends attacks, asks the engine what became of them, and clears up behind them. */
final class Judge {
  private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

  private final Scenery scenery;
  private final Wire target;

  Judge(Scenery scenery, Wire target) {
    this.scenery = scenery;
    this.target = target;
  }

  /**
   * What became of an attack.
   *
   * @param worked whether the engine has what the attack wanted
   * @param damage what of another owner is not as it was
   * @param leaked whether a reply held another's secret
   * @param replies what was answered
   */
  record Outcome(boolean worked, List<String> damage, boolean leaked, List<String> replies) {
    boolean harmless() {
      return !worked && damage.isEmpty() && !leaked;
    }
  }

  Outcome run(Attack attack, int number) throws IOException {
    Map<String, String> before = scenery.foreign().state();
    Set<String> boxes = new HashSet<>(scenery.boxes());
    Set<String> execs = attack.effect() instanceof Effect.NewExec ? execs() : Set.of();
    int dials = scenery.dial().count();
    if (attack.name().startsWith("events")) {
      scenery.foreign().stir();
    }
    List<String> replies = new ArrayList<>();
    String last = "";
    for (RawRequest step : attack.steps()) {
      String previous = last;
      UnaryOperator<String> fill = text -> scenery.fill(text, number, previous);
      String reply = target.send(step.bytes(fill), step.replies(), step.patience()).text();
      replies.add(reply);
      Matcher id = ID.matcher(reply);
      last = id.find() ? id.group(1) : last;
    }
    Set<String> made = new HashSet<>(scenery.boxes());
    made.removeAll(boxes);
    List<String> damage = Foreign.changed(before, scenery.foreign().state());
    String secret = scenery.fill("${secret}", number, "");
    String named = last;
    boolean worked =
        switch (attack.effect()) {
          case Effect.NewContainer wanted -> anyLike(made, wanted);
          case Effect.NewExec wanted -> anyExec(execs, wanted);
          default ->
              worked(
                  scenery,
                  attack.effect(),
                  text -> scenery.fill(text, number, named),
                  dials,
                  damage,
                  replies);
        };
    for (String box : made) {
      scenery.remove(box);
    }
    return new Outcome(
        worked, damage, replies.stream().anyMatch(reply -> reply.contains(secret)), replies);
  }

  /**
   * Whether the engine has what an attack wanted that makes no container and no exec.
   *
   * @param dials how often the listener had been called before
   */
  static boolean worked(
      Scenery scenery,
      Effect effect,
      UnaryOperator<String> fill,
      int dials,
      List<String> damage,
      List<String> replies)
      throws IOException {
    return switch (effect) {
      case Effect.Has(String path, String pointer, var value) -> {
        JsonNode found = scenery.engine().get(fill.apply(path)).at(pointer);
        yield !found.isMissingNode() && value.test(found);
      }
      case Effect.Shows(String path, String pointer, String text) ->
          scenery.engine().get(fill.apply(path)).at(pointer).toString().contains(fill.apply(text));
      case Effect.Changed(String part) -> damage.contains(part);
      case Effect.Dialled() -> scenery.dial().count() > dials;
      case Effect.Leaked(String marker) -> {
        String text = fill.apply(marker);
        yield replies.stream().anyMatch(reply -> reply.contains(text));
      }
      case Effect.NewContainer _, Effect.NewExec _ ->
          throw new IllegalArgumentException("judged where it is known what there was before");
    };
  }

  private boolean anyLike(Set<String> made, Effect.NewContainer wanted) throws IOException {
    for (String id : made) {
      JsonNode found =
          scenery.engine().get("/v1.41/containers/" + id + "/json").at(wanted.pointer());
      if (!found.isMissingNode() && wanted.value().test(found)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyExec(Set<String> before, Effect.NewExec wanted) throws IOException {
    Set<String> made = execs();
    made.removeAll(before);
    for (String id : made) {
      JsonNode found = scenery.engine().get("/v1.41/exec/" + id + "/json").at(wanted.pointer());
      if (wanted.value().test(found)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> execs() throws IOException {
    Set<String> ids = new HashSet<>();
    scenery
        .engine()
        .get(scenery.fill("/v1.41/containers/${mine}/json", 0, ""))
        .path("ExecIDs")
        .forEach(id -> ids.add(id.asString("")));
    return ids;
  }
}
