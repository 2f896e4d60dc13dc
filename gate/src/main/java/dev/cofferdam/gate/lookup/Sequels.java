package dev.cofferdam.gate.lookup;

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
import java.util.Map;
import java.util.Optional;
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

  void record(Principal principal, Verdict.Forward forward, Facts before, String response)
      throws IOException {
    Call call = forward.call();
    switch (forward.sequel()) {
      case NOTHING -> {}
      case OWN_VOLUMES_OF_CONTAINER -> ownVolumes(principal, response);
      case OWN_IMAGES -> ownImages(principal, before);
      case FORGET_IMAGE -> forgetTag(call.target());
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
   * A tag that did not exist before the call belongs to the caller now; so does an image that came
   * with it.
   */
  private void ownImages(Principal principal, Facts before) throws IOException {
    for (Map.Entry<Reference, Fact> entry : before.found().entrySet()) {
      if (entry.getKey() instanceof Reference.Image(String name)
          && entry.getValue() instanceof Fact.Missing) {
        own(principal, name);
      }
    }
  }

  void own(Principal principal, String name) throws IOException {
    Optional<ImageInfo> image = engine.lookups().inspectImage(name);
    if (image.isEmpty()) {
      return;
    }
    try {
      ownership.own(Kind.TAG, ImageReference.parse(name).toString(), principal.name());
    } catch (ImageReferenceException _) {
      return; // an id was named; ids are owned through their tags
    }
    boolean ownsAllTags = image.get().repoTags().stream().allMatch(tag -> owns(principal, tag));
    if (ownsAllTags && !image.get().labels().containsKey(Labels.OWNER)) {
      ownership.own(Kind.IMAGE, image.get().id(), principal.name());
    }
  }

  private boolean owns(Principal principal, String tag) {
    try {
      return ownership
          .owner(Kind.TAG, ImageReference.parse(tag).toString())
          .filter(principal.name()::equals)
          .isPresent();
    } catch (ImageReferenceException _) {
      return false;
    }
  }

  private void forgetTag(String name) throws IOException {
    if (engine.lookups().inspectImage(name).isPresent()) {
      return;
    }
    try {
      ownership.forget(Kind.TAG, ImageReference.parse(name).toString());
    } catch (ImageReferenceException _) {
      ownership.forget(Kind.IMAGE, name);
    }
  }
}
