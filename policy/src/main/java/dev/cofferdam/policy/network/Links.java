package dev.cofferdam.policy.network;

import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.ArrayList;
import java.util.List;

/** Links to other containers: {@code NAME} or {@code NAME:ALIAS}, written as {@code ID:ALIAS}. */
public final class Links {
  private Links() {}

  /** The links with full ids; only the caller's own containers may be linked. */
  public static List<String> checked(Ruling ruling, List<String> links) {
    List<String> result = new ArrayList<>();
    for (String link : links) {
      String[] parts = link.split(":", -1);
      String alias = parts.length == 2 ? parts[1] : parts[0];
      // Docker reads /name:/parent/alias as well, the form that inspect prints.
      if (parts.length > 2 || alias.isEmpty() || (parts.length == 2 && alias.contains("/"))) {
        ruling.refuse(
            Rules.CONTAINER_LINKS,
            "a link must be CONTAINER:ALIAS",
            "better: put both containers on one network, where they find each other by name");
        result.add(link);
      } else {
        result.add(Owned.container(ruling, parts[0]) + ":" + alias);
      }
    }
    return result;
  }
}
