package dev.cofferdam.gate.lookup;

import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tags that a call sets by its query. */
final class SetTags {
  private SetTags() {}

  /** Normalized; what cannot be read is left out. */
  static Set<String> of(Call call) {
    Query query = call.query();
    String tag = query.first("tag", "");
    List<String> texts =
        switch (call.operation()) {
          case IMAGE_BUILD -> query.all("t");
          case IMAGE_TAG, IMAGE_COMMIT -> List.of(joined(query.first("repo", ""), tag));
          case IMAGE_CREATE -> {
            String pulled = query.first("fromImage", "");
            yield List.of(joined(pulled.isEmpty() ? query.first("repo", "") : pulled, tag));
          }
          default -> List.of();
        };
    Set<String> tags = new LinkedHashSet<>();
    for (String text : texts) {
      try {
        tags.add(ImageReference.parse(text).toString());
      } catch (ImageReferenceException _) {
        // Nothing is named, or an image that nobody can own by its name.
      }
    }
    return tags;
  }

  /** A digest may stand in {@code tag} as well. */
  private static String joined(String repository, String tag) {
    return tag.isEmpty() ? repository : repository + (tag.contains(":") ? "@" : ":") + tag;
  }
}
