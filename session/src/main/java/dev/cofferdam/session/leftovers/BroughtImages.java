package dev.cofferdam.session.leftovers;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineLeftovers.Item;
import dev.cofferdam.engine.client.ImageInfo;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images that a principal pulled or loaded and that nobody had before. They cannot carry a label,
 * so the gate's own record tells whose they are.
 */
final class BroughtImages {
  private static final Duration CALL = Duration.ofSeconds(20);

  private BroughtImages() {}

  /**
   * Those that are still here under names that are all the principal's; each by its first name.
   *
   * @param owners the gate's record; need not exist
   */
  static List<Item> of(EngineClient engine, String principal, Path owners) throws IOException {
    if (!Files.exists(owners)) {
      return List.of();
    }
    Ownership record = Ownership.open(owners);
    List<Item> found = new ArrayList<>();
    for (String id : record.owned(Ownership.Kind.IMAGE, principal)) {
      Optional<ImageInfo> image = engine.lookups(CALL).inspectImage(id);
      if (image.isPresent() && onlyTheirs(record, principal, image.get())) {
        List<String> names = image.get().repoTags();
        found.add(
            new Item(
                id,
                names.isEmpty() ? id : names.getFirst(),
                "",
                image.get().bytes(),
                image.get().labels()));
      }
    }
    return found;
  }

  /** Somebody may have given it another name since, past the gate. */
  private static boolean onlyTheirs(Ownership record, String principal, ImageInfo image) {
    return image.repoTags().stream()
        .allMatch(tag -> owner(record, tag, image.id()).filter(principal::equals).isPresent());
  }

  private static Optional<String> owner(Ownership record, String tag, String image) {
    try {
      return record.tagOwner(ImageReference.parse(tag).toString(), image);
    } catch (ImageReferenceException _) {
      return Optional.empty();
    }
  }
}
