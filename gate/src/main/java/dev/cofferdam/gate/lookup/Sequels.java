package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.ImageInfo;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.record.Ownership.Kind;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Records owners after the engine has carried out a call. */
final class Sequels {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineLink engine;
  private final Ownership ownership;

  Sequels(EngineLink engine, Ownership ownership) {
    this.engine = engine;
    this.ownership = ownership;
  }

  void record(
      Principal principal,
      Verdict.Forward forward,
      Facts before,
      Set<String> loaded,
      String response)
      throws IOException {
    Call call = forward.call();
    switch (forward.sequel()) {
      case NOTHING -> {}
      case OWN_VOLUMES_OF_CONTAINER -> ownVolumes(principal, response);
      case OWN_IMAGES -> ownImages(principal, call, before, loaded);
      case FORGET_IMAGE -> forgetImage(call.target(), before);
      case FORGET_VOLUME -> ownership.forget(Kind.VOLUME, call.target());
    }
  }

  /** Anonymous volumes carry no label; those of a new container are its principal's. */
  private void ownVolumes(Principal principal, String response) throws IOException {
    String id;
    try {
      JsonNode created = JSON.readTree(response);
      id = created.path("Id").asString("");
    } catch (JacksonException e) {
      throw new IOException("the engine's answer to a create is no JSON", e);
    }
    Optional<ContainerInfo> container = engine.lookups().inspectContainer(id);
    if (container.isEmpty()) {
      return;
    }
    for (ContainerInfo.Mount mount : container.get().mounts()) {
      if (!mount.type().equals("volume")) {
        continue;
      }
      boolean labelled =
          engine
              .lookups()
              .inspectVolume(mount.name())
              .map(volume -> volume.labels().containsKey(Labels.OWNER))
              .orElse(true);
      // Only anonymous volumes are adopted here: a named one was created with its label before.
      if (!labelled && mount.name().matches("[0-9a-f]{64}")) {
        ownership.own(Kind.VOLUME, mount.name(), principal.name());
      }
    }
  }

  /**
   * The tags that the call has set belong to the caller, unless they were somebody else's before;
   * so does an image that came with them. Only tags that the call sets: other images that it names
   * may appear at the same time by somebody else's doing.
   */
  private void ownImages(Principal principal, Call call, Facts before, Set<String> loaded)
      throws IOException {
    boolean brings = call.operation() != Operation.IMAGE_TAG;
    for (String tag : loaded) {
      own(principal, tag, brings);
    }
    for (String tag : SetTags.of(call)) {
      if (mayTake(principal, before.about(new Reference.Image(tag)))) {
        own(principal, tag, brings);
      }
    }
  }

  /** Whether a tag that was this before a call belongs to the principal who set it. */
  static boolean mayTake(Principal principal, Fact before) {
    return switch (before) {
      case Fact.Missing _ -> true;
      case Fact.Image image -> principal.name().equals(image.owner());
      default -> false;
    };
  }

  private void own(Principal principal, String tag, boolean brings) throws IOException {
    Optional<ImageInfo> image = engine.lookups().inspectImage(tag);
    if (image.isEmpty()) {
      return;
    }
    String id = image.get().id();
    ownership.ownTag(tag, id, principal.name());
    boolean ownsAllTags =
        image.get().repoTags().stream().allMatch(each -> owns(principal, each, id));
    if (brings && ownsAllTags && !image.get().labels().containsKey(Labels.IMAGE_OWNER)) {
      ownership.own(Kind.IMAGE, id, principal.name());
    }
  }

  private boolean owns(Principal principal, String tag, String id) {
    try {
      return ownership
          .tagOwner(ImageReference.parse(tag).toString(), id)
          .filter(principal.name()::equals)
          .isPresent();
    } catch (ImageReferenceException _) {
      return false;
    }
  }

  /** What is gone from the engine is nobody's: the name given, and all of the image's tags. */
  private void forgetImage(String name, Facts before) throws IOException {
    forgetTag(name);
    for (Fact fact : before.found().values()) {
      if (fact instanceof Fact.Image image) {
        for (String tag : image.tags()) {
          forgetTag(tag);
        }
        if (engine.lookups().inspectImage(image.id()).isEmpty()) {
          ownership.forget(Kind.IMAGE, image.id());
        }
      }
    }
  }

  private void forgetTag(String name) throws IOException {
    try {
      String tag = ImageReference.parse(name).toString();
      if (engine.lookups().inspectImage(tag).isEmpty()) {
        ownership.forgetTag(tag);
      }
    } catch (ImageReferenceException _) {
      // An id: the image is forgotten by it, not a tag.
    }
  }
}
