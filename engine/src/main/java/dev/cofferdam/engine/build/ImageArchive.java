package dev.cofferdam.engine.build;

import java.util.List;

/**
 * What an archive of images makes of the engine that loads it. Where readers could differ (members
 * or entries that come twice, spellings that fold), all that any of them might see is here.
 *
 * @param tags what becomes a name: {@code RepoTags} of {@code manifest.json}, {@code repositories},
 *     and the annotations {@code io.containerd.image.name} and {@code
 *     org.opencontainers.image.ref.name} of {@code index.json}; as written
 * @param labels of the images' configurations
 * @param triggers their {@code ONBUILD} instructions
 */
public record ImageArchive(List<String> tags, List<Label> labels, List<String> triggers) {
  public ImageArchive {
    tags = List.copyOf(tags);
    labels = List.copyOf(labels);
    triggers = List.copyOf(triggers);
  }

  /** A label of a configuration. */
  public record Label(String key, String value) {}
}
