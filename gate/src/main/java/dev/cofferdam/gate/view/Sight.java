package dev.cofferdam.gate.view;

import dev.cofferdam.gate.lookup.EngineLink;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Policy.Kind;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one principal gets to see: owners from labels and from the gate's record, judged by the
 * policy.
 */
final class Sight {
  private final EngineLink engine;
  private final Ownership ownership;
  private final Principal principal;
  private final Policy policy;

  Sight(EngineLink engine, Ownership ownership, Principal principal, Policy policy) {
    this.engine = engine;
    this.ownership = ownership;
    this.principal = principal;
    this.policy = policy;
  }

  EngineLink engine() {
    return engine;
  }

  boolean masksEnvironment() {
    return policy.settings().maskEnvironment();
  }

  /** The path by which the principal knows the folder of a volume of the gate's, or empty. */
  String clientPath(String volumeName) {
    for (BindMount mount : policy.settings().mounts()) {
      try {
        String folder = Path.of(mount.hostPath()).toRealPath().toString();
        if (new MountVolume(folder, mount.writable()).name().equals(volumeName)) {
          return mount.clientPath();
        }
      } catch (IOException _) {
        // Gone from the host: nobody's path.
      }
    }
    return "";
  }

  /**
   * The path by which the principal knows what is bound; as the engine says it when that is one of
   * the principal's paths, or in none of its mounts.
   */
  String clientSource(JsonNode bind) {
    String source = bind.path("Source").asString("");
    String found = source;
    for (BindMount mount : policy.settings().mounts()) {
      if (below(source, mount.clientPath())) {
        return source;
      }
      if (below(source, mount.hostPath())) {
        found = mount.clientPath() + source.substring(mount.hostPath().length());
      }
    }
    return found;
  }

  /** The path on the host of one that the principal writes; itself when it is in no mount. */
  String hostPath(String clientPath) {
    for (BindMount mount : policy.settings().mounts()) {
      if (below(clientPath, mount.clientPath())) {
        return mount.hostPath() + clientPath.substring(mount.clientPath().length());
      }
    }
    return clientPath;
  }

  private static boolean below(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  boolean sees(Kind kind, @Nullable String owner) {
    return policy.sees(principal, kind, owner);
  }

  /** Whether an image in a list or in disk usage is seen. */
  boolean seesImage(JsonNode image) {
    return sees(Kind.IMAGE, imageOwner(image));
  }

  private @Nullable String imageOwner(JsonNode image) {
    String label = imageLabel(image.path("Labels"));
    if (label != null) {
      return label;
    }
    String id = image.path("Id").asString("");
    Optional<String> recorded = ownership.owner(Ownership.Kind.IMAGE, id);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    for (JsonNode tag : image.path("RepoTags")) {
      Optional<String> owner = tagOwner(tag.asString(""), id);
      if (owner.isPresent() && owner.get().equals(principal.name())) {
        return owner.get();
      }
    }
    return null;
  }

  /** Whether a tag of an image is seen: not when another principal set it. */
  boolean seesTag(String tag, String id) {
    return tagOwner(tag, id).map(owner -> sees(Kind.IMAGE, owner)).orElse(true);
  }

  private Optional<String> tagOwner(String tag, String id) {
    try {
      return ownership.tagOwner(ImageReference.parse(tag).toString(), id);
    } catch (ImageReferenceException _) {
      return Optional.empty();
    }
  }

  boolean seesVolume(JsonNode volume) {
    return sees(
        Kind.VOLUME, volumeOwner(volume.path("Name").asString(""), label(volume.path("Labels"))));
  }

  private @Nullable String volumeOwner(String name, @Nullable String label) {
    return label != null ? label : ownership.owner(Ownership.Kind.VOLUME, name).orElse(null);
  }

  boolean seesNetwork(JsonNode network) {
    return policy.settings().sharedNetworks().contains(network.path("Name").asString(""))
        || sees(Kind.NETWORK, label(network.path("Labels")));
  }

  boolean seesContainer(JsonNode container) {
    return sees(Kind.CONTAINER, label(container.path("Labels")));
  }

  boolean seesContainerId(String id) throws IOException {
    return containerSeen(id).orElse(false);
  }

  /** Whether this container is seen; empty when there is none. */
  Optional<Boolean> containerSeen(String id) throws IOException {
    return engine
        .lookups()
        .inspectContainer(id)
        .map(container ->
            sees(Kind.CONTAINER, container.labels().get(Labels.OWNER)) || shares(container.name()));
  }

  /** Whether a container of this name may be looked at, whoever has it. */
  boolean shares(String containerName) {
    return policy.settings().sharesContainer(containerName);
  }

  boolean sharesAny() {
    return !policy.settings().sharedContainers().isEmpty();
  }

  /** Whether an entry of a list is a container of somebody else that may be looked at. */
  boolean shares(JsonNode container) {
    for (JsonNode name : container.path("Names")) {
      String bare = name.asString("").replaceFirst("^/", "");
      // A name with a slash is a link's, which its container does not go by.
      if (bare.indexOf('/') < 0 && shares(bare)) {
        return !seesContainer(container);
      }
    }
    return false;
  }

  /** The label that the principal's own objects are listed by. */
  String ownLabel() {
    return Labels.OWNER + "=" + principal.name();
  }

  /** Whether this network is seen; empty when there is none. */
  Optional<Boolean> networkSeen(String id) throws IOException {
    return engine
        .lookups()
        .inspectNetwork(id)
        .map(network ->
            policy.settings().sharedNetworks().contains(network.name())
                || sees(Kind.NETWORK, network.labels().get(Labels.OWNER)));
  }

  /** Whether this volume is seen; empty when there is none that anybody knows of. */
  Optional<Boolean> volumeSeen(String name) throws IOException {
    Optional<String> recorded = ownership.owner(Ownership.Kind.VOLUME, name);
    if (recorded.isPresent()) {
      return Optional.of(sees(Kind.VOLUME, recorded.get()));
    }
    return engine
        .lookups()
        .inspectVolume(name)
        .map(volume -> sees(Kind.VOLUME, volume.labels().get(Labels.OWNER)));
  }

  /** Whether the image of this reference or id is seen; empty when there is none. */
  Optional<Boolean> imageSeen(String name) throws IOException {
    Optional<String> recorded = ownership.owner(Ownership.Kind.IMAGE, name);
    if (recorded.isPresent()) {
      return Optional.of(sees(Kind.IMAGE, recorded.get()));
    }
    return engine
        .lookups()
        .inspectImage(name)
        .map(image -> {
          String label = image.labels().get(Labels.IMAGE_OWNER);
          return sees(Kind.IMAGE, label != null ? label : tagOwner(name, image.id()).orElse(null));
        });
  }

  static @Nullable String imageLabel(JsonNode labels) {
    String owner = labels.path(Labels.IMAGE_OWNER).asString("");
    return owner.isEmpty() ? null : owner;
  }

  static @Nullable String label(JsonNode labels) {
    String owner = labels.path(Labels.OWNER).asString("");
    return owner.isEmpty() ? null : owner;
  }
}
