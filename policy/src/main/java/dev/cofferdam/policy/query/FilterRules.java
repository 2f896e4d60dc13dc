package dev.cofferdam.policy.query;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.Filters;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The {@code filters} of lists and prunes: read, checked for keys the endpoint does not have, and
 * written anew. Several labels must all match, so adding the owner's can only narrow a list.
 */
public final class FilterRules {
  private FilterRules() {}

  /** Lets through what has the owner's label, among what the caller asked for. */
  public static Decider own(String... keys) {
    Set<String> known = Set.of(keys);
    return ruling -> rebuild(ruling, known, Labels.OWNER + "=" + ruling.principal().name());
  }

  /** Lets through images that have the owner's label, among what the caller asked for. */
  public static Decider ownImages(String... keys) {
    Set<String> known = Set.of(keys);
    return ruling -> rebuild(ruling, known, Labels.IMAGE_OWNER + "=" + ruling.principal().name());
  }

  /** Lets the caller's own filters through, rebuilt. */
  public static Decider known(String... keys) {
    Set<String> known = Set.of(keys);
    return ruling -> rebuild(ruling, known, null);
  }

  private static void rebuild(Ruling ruling, Set<String> known, @Nullable String label) {
    String text = ruling.query().first("filters", "");
    Filters filters;
    try {
      filters = Filters.read(text);
    } catch (BodyException e) {
      ruling.reject(
          Rules.REQUEST_FILTERS,
          "the filters cannot be read: " + e.getMessage(),
          "send a JSON object such as {\"label\":[\"key=value\"]}");
      return;
    }
    for (String key : filters.values().keySet()) {
      if (!known.contains(key)) {
        ruling.reject(
            Rules.REQUEST_FILTERS,
            "there is no such filter here",
            "known filters are " + String.join(", ", new TreeSet<>(known)));
      }
    }
    if (label != null && !filters.values("label").contains(label)) {
      filters = filters.and("label", label);
      ruling.changed("filter label=" + label + " added");
    }
    if (!filters.isEmpty() || !text.isEmpty()) {
      ruling.query("filters", filters.write());
    }
  }
}
