package dev.cofferdam.engine.build;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the JSON files of an archive of images say. */
final class ImageDescriptions {
  private static final int MAX_FOUND = 1000;
  private static final String NAME = "io.containerd.image.name";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final ImageArchiveFiles files;
  private final Set<String> tags = new LinkedHashSet<>();
  private final Set<ImageArchive.Label> labels = new LinkedHashSet<>();
  private final Set<String> triggers = new LinkedHashSet<>();
  private final Set<String> shortNames = new LinkedHashSet<>();
  private final Set<String> beaten = new LinkedHashSet<>();
  private boolean named;
  private boolean emptyName;

  ImageDescriptions(ImageArchiveFiles files) {
    this.files = files;
  }

  void read(String file, byte[] json) throws ContextException {
    GoJson.walk(
        file,
        json,
        new GoJson.Visitor() {
          @Override
          public void value(List<String> path, String text) throws ContextException {
            if (!path.isEmpty()) {
              found(file, path, text);
            }
          }

          @Override
          public void objectEnded(List<String> path) {
            annotationsEnded();
          }
        });
  }

  private void found(String file, List<String> path, String text) throws ContextException {
    configuration(path, text);
    descriptor(path, text);
    switch (file) {
      case "manifest.json" -> manifest(path, text);
      case "repositories" -> repositories(path);
      case "index.json" -> annotation(path, text);
      default -> {}
    }
    if (tags.size() > MAX_FOUND
        || shortNames.size() > MAX_FOUND
        || labels.size() > MAX_FOUND
        || triggers.size() > MAX_FOUND) {
      throw TarHeader.broken("it holds more than 1000 tags, labels or triggers");
    }
  }

  ImageArchive result() {
    if (emptyName) {
      tags.addAll(beaten);
    }
    return new ImageArchive(List.copyOf(tags), List.copyOf(labels), List.copyOf(triggers));
  }

  /** Labels and triggers, however deep: an engine reads one place, and it is among these. */
  private void configuration(List<String> path, String text) {
    if (parent(path, "Labels")) {
      labels.add(new ImageArchive.Label(path.getLast(), text));
    } else if (path.getLast().equals(GoJson.ELEMENT) && parent(path, "OnBuild")) {
      triggers.add(text);
    }
  }

  /** A blob that an OCI manifest or index names must have been read, where it is in the archive. */
  private void descriptor(List<String> path, String text) throws ContextException {
    if (!GoJson.is(path.getLast(), "digest") || path.size() < 2) {
      return;
    }
    boolean listed =
        path.size() > 2
            && path.get(path.size() - 2).equals(GoJson.ELEMENT)
            && GoJson.is(path.get(path.size() - 3), "manifests");
    if (listed || GoJson.is(path.get(path.size() - 2), "config")) {
      files.requireRead("blobs/" + text.replace(':', '/'));
    }
  }

  private void manifest(List<String> path, String text) throws ContextException {
    if (path.getLast().equals(GoJson.ELEMENT) && parent(path, "RepoTags")) {
      tags.add(text);
    } else if (path.size() == 2 && GoJson.is(path.getLast(), "Config")) {
      files.requireRead(text);
      if (!files.isRead(text)) {
        throw TarHeader.broken(
            "it lacks a configuration that manifest.json names: "
                + ContextException.printable(text));
      }
    }
  }

  private void repositories(List<String> path) {
    if (path.size() == 2) {
      tags.add(path.getFirst() + ":" + path.getLast());
    }
  }

  private void annotation(List<String> path, String text) {
    if (!parent(path, "annotations")) {
      return;
    }
    if (path.getLast().equals(NAME)) {
      named = true;
      emptyName |= text.isEmpty();
      if (!text.isEmpty()) {
        tags.add(text);
      }
    } else if (path.getLast().equals(REF_NAME) && !text.isEmpty()) {
      shortNames.add(text);
    }
  }

  /**
   * A full name beats the short one beside it, which is often a bare tag. An empty full name, which
   * could beat one in an earlier object of the same member, makes all short ones count.
   */
  private void annotationsEnded() {
    (named ? beaten : tags).addAll(shortNames);
    shortNames.clear();
    named = false;
  }

  private static boolean parent(List<String> path, String name) {
    return path.size() > 1 && GoJson.is(path.get(path.size() - 2), name);
  }
}
