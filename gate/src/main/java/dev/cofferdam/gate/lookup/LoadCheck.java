package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.build.BuildInspection;
import dev.cofferdam.engine.build.ContextException;
import dev.cofferdam.engine.build.ImageArchive;
import dev.cofferdam.engine.build.ImageArchiveScanner;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks into an archive of images: its tags must be the caller's to set, and its configurations
 * must not claim another owner, because an image's owner is told by a label of its configuration.
 *
 * <p>What remains: the configuration of a <em>pulled</em> image cannot be seen before. One that is
 * labelled with somebody's name becomes theirs, not the puller's: they may then run, tag and remove
 * an image that they could have pulled themselves, and whoever made the label gains nothing.
 * Containers never take the owner from an image; their own label is always written by the gate.
 */
final class LoadCheck {
  private LoadCheck() {}

  static BodyCheck of(Screening screening) {
    ImageArchiveScanner scanner = new ImageArchiveScanner();
    return new ArchiveCheck(
        scanner, () -> judge(screening, scanner.images()), "image.archive", screening.auditing());
  }

  private static ArchiveCheck.Judgement judge(Screening screening, ImageArchive archive)
      throws ContextException, Refusal, IOException {
    List<Contents.Label> own =
        archive.labels().stream()
            .filter(label -> label.key().startsWith(Labels.PREFIX))
            .map(label -> new Contents.Label(label.key(), label.value()))
            .toList();
    List<String> remote =
        BuildInspection.ofTriggers(archive.triggers()).remoteSources().stream()
            .map(BuildInspection.RemoteSource::source)
            .toList();
    Contents.LoadedTags contents = new Contents.LoadedTags(archive.tags(), own, remote);
    Facts facts = screening.facts(contents);
    return new ArchiveCheck.Judgement(
        screening.screen(contents, facts), settable(screening.principal(), archive, facts));
  }

  /** Tags that were nobody's, or the caller's already. */
  private static Set<String> settable(Principal principal, ImageArchive archive, Facts facts) {
    Set<String> tags = new LinkedHashSet<>();
    for (String text : archive.tags()) {
      try {
        String tag = ImageReference.parse(text).toString();
        if (Sequels.mayTake(principal, facts.about(new Reference.Image(tag)))) {
          tags.add(tag);
        }
      } catch (ImageReferenceException _) {
        // Only while auditing does such a name get here, and nobody can own it.
      }
    }
    return tags;
  }
}
