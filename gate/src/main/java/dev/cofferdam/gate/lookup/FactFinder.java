package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.client.AmbiguousNameException;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.engine.client.EngineLookups;
import dev.cofferdam.engine.client.ExecInfo;
import dev.cofferdam.engine.client.ImageInfo;
import dev.cofferdam.engine.client.ImageSummary;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers a policy's references. Each question goes to the engine anew: an answer is never older
 * than the call.
 */
final class FactFinder {
  private static final Set<String> PREDEFINED_NETWORKS = Set.of("bridge", "host", "none");

  private final EngineLink engine;
  private final Ownership ownership;

  FactFinder(EngineLink engine, Ownership ownership) {
    this.engine = engine;
    this.ownership = ownership;
  }

  Map<Reference, Fact> find(Principal principal, Set<Reference> references) throws IOException {
    Map<Reference, Fact> facts = new HashMap<>();
    for (Reference reference : references) {
      facts.put(reference, find(principal, reference));
    }
    return facts;
  }

  private Fact find(Principal principal, Reference reference) throws IOException {
    EngineLookups ask = engine.lookups();
    try {
      return switch (reference) {
        case Reference.Container(String name) -> container(ask, name);
        case Reference.Network(String name) -> network(ask, name);
        case Reference.Volume(String name) -> volume(ask, name);
        case Reference.Image(String name) -> image(ask, name);
        case Reference.Exec(String id) -> exec(ask, id);
        case Reference.HostPath(String path, String root) -> HostPaths.look(path, root);
        case Reference.Machine() -> engine.machine();
        case Reference.Usage() -> usage(ask, principal);
      };
    } catch (AmbiguousNameException e) {
      return new Fact.Ambiguous();
    }
  }

  private static Fact container(EngineLookups ask, String name) throws IOException {
    Optional<ContainerInfo> found = ask.inspectContainer(name);
    return found.isEmpty() ? new Fact.Missing() : container(ask, found.get());
  }

  private static Fact.Container container(EngineLookups ask, ContainerInfo info)
      throws IOException {
    boolean nanoCpus = info.limits().nanoCpus() > 0 && !info.limits().quota();
    return new Fact.Container(info.id(), info.name(), ownerOf(ask, info), nanoCpus);
  }

  /**
   * Whose container it is. A label that it may have inherited from its image says nothing: somebody
   * else may have made a container of that image past the gate. The gate itself makes none of an
   * image with that label.
   */
  private static @Nullable String ownerOf(EngineLookups ask, ContainerInfo info)
      throws IOException {
    String owner = info.labels().get(Labels.OWNER);
    if (owner == null || owner.isEmpty()) {
      return null;
    }
    boolean inherited =
        ask.inspectImage(info.imageId())
            .map(image -> !image.labels().getOrDefault(Labels.OWNER, "").isEmpty())
            .orElse(false);
    return inherited ? null : owner;
  }

  private static Fact network(EngineLookups ask, String name) throws IOException {
    return ask.inspectNetwork(name)
        .<Fact>map(info ->
            new Fact.Network(
                info.id(),
                info.name(),
                info.labels().get(Labels.OWNER),
                info.driver(),
                PREDEFINED_NETWORKS.contains(info.name())))
        .orElseGet(Fact.Missing::new);
  }

  private Fact volume(EngineLookups ask, String name) throws IOException {
    return ask.inspectVolume(name)
        .<Fact>map(info -> new Fact.Volume(info.name(), volumeOwner(info.name(), info.labels())))
        .orElseGet(Fact.Missing::new);
  }

  private @Nullable String volumeOwner(String name, Map<String, String> labels) {
    String label = labels.get(Labels.OWNER);
    return label != null ? label : ownership.owner(Ownership.Kind.VOLUME, name).orElse(null);
  }

  private Fact image(EngineLookups ask, String name) throws IOException {
    Optional<ImageInfo> found = ask.inspectImage(name);
    if (found.isEmpty()) {
      forgetTag(name);
      return new Fact.Missing();
    }
    ImageInfo info = found.get();
    String owner = imageOwner(name, info.id(), info.repoTags(), info.labels());
    return new Fact.Image(
        info.id(), owner, info.repoTags(), info.onBuild(), labelsWithValue(info.labels()));
  }

  /** The fact about an image of a list, under one of its names; its triggers are not known. */
  Fact.Image listed(String name, ImageSummary image) {
    String owner = imageOwner(name, image.id(), image.repoTags(), image.labels());
    return new Fact.Image(
        image.id(), owner, image.repoTags(), List.of(), labelsWithValue(image.labels()));
  }

  private @Nullable String imageOwner(
      String name, String id, List<String> tags, Map<String, String> labels) {
    String owner = labels.get(Labels.IMAGE_OWNER);
    if (owner == null) {
      owner = tagOwner(name, id);
    }
    return owner == null ? idOwner(id, tags) : owner;
  }

  private static Set<String> labelsWithValue(Map<String, String> labels) {
    return labels.entrySet().stream()
        .filter(label -> !label.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A tag that was removed past the gate belongs to whoever sets it next. */
  private void forgetTag(String name) throws IOException {
    try {
      ownership.forgetTag(ImageReference.parse(name).toString());
    } catch (ImageReferenceException _) {
      // An id: nobody owns it by a tag.
    }
  }

  /** Who brought the image here, as long as nobody else has given it a tag. */
  private @Nullable String idOwner(String id, List<String> tags) {
    String owner = ownership.owner(Ownership.Kind.IMAGE, id).orElse(null);
    return owner != null && tags.stream().allMatch(tag -> owner.equals(tagOwner(tag, id)))
        ? owner
        : null;
  }

  private @Nullable String tagOwner(String name, String id) {
    try {
      return ownership.tagOwner(ImageReference.parse(name).toString(), id).orElse(null);
    } catch (ImageReferenceException _) {
      return null; // an id: nobody owns it by a tag
    }
  }

  private static Fact exec(EngineLookups ask, String id) throws IOException {
    Optional<ExecInfo> exec = ask.inspectExec(id);
    if (exec.isEmpty()) {
      return new Fact.Missing();
    }
    Optional<ContainerInfo> container = ask.inspectContainer(exec.get().containerId());
    return container.isEmpty()
        ? new Fact.Missing()
        : new Fact.Exec(exec.get().id(), container(ask, container.get()));
  }

  private static Fact usage(EngineLookups ask, Principal principal) throws IOException {
    List<ContainerInfo> containers = new ArrayList<>();
    for (ContainerSummary summary : ask.listContainers(Labels.OWNER + "=" + principal.name())) {
      ask.inspectContainer(summary.id()).ifPresent(containers::add);
    }
    return new Fact.Usage(
        containers.size(),
        containers.stream().mapToLong(c -> c.limits().memory()).sum(),
        containers.stream().mapToInt(c -> c.ports().size()).sum(),
        containers.stream().mapToLong(c -> c.limits().nanoCpus()).sum());
  }
}
