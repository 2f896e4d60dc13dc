package dev.cofferdam.policy.image;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Verdict.Sequel;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.query.FilterRules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The operations on images, without builds and commits. */
public final class ImageCalls {
  private final Images images;
  private final boolean mask;

  /** With the patterns of these settings. */
  public ImageCalls(Settings settings, Images images) {
    this.images = images;
    this.mask = settings.maskEnvironment();
  }

  /** Adds how each operation on images is decided. */
  public void addTo(Map<Operation, Decision> table) {
    Decider look = ruling -> ruling.target(images.visible(ruling, ruling.call().target()));
    Decider inspect = look.then(ruling -> ruling.view(mask ? View.MASK_ENVIRONMENT : View.RELAY));
    Decider list = FilterRules.known("before", "dangling", "label", "reference", "since", "until");
    table.put(
        Operation.IMAGE_LIST, Decision.alone(list.then(ruling -> ruling.view(View.FILTER_IMAGES))));
    table.put(Operation.IMAGE_INSPECT, Decision.asking(inspect));
    table.put(Operation.IMAGE_HISTORY, Decision.asking(look));
    table.put(Operation.IMAGE_ATTESTATIONS, Decision.asking(look));
    table.put(Operation.IMAGE_GET, Decision.asking(look));
    table.put(Operation.IMAGE_GET_ALL, Decision.asking(this::getAll));
    table.put(Operation.IMAGE_DELETE, Decision.asking(this::delete));
    table.put(Operation.IMAGE_TAG, Decision.asking(this::tag));
    table.put(Operation.IMAGE_PUSH, Decision.asking(this::push));
    table.put(Operation.IMAGE_CREATE, Decision.checked(this::create));
    table.put(Operation.IMAGE_LOAD, Decision.checked(ruling -> ruling.sequel(Sequel.OWN_IMAGES)));
    table.put(Operation.IMAGE_SEARCH, Decision.alone(ImageCalls::search));
    table.put(
        Operation.IMAGE_PRUNE,
        Decision.alone(FilterRules.ownImages("label", "label!", "dangling", "until")));
    table.put(Operation.DISTRIBUTION_INSPECT, Decision.alone(this::distribution));
  }

  private void getAll(Ruling ruling) {
    List<String> names = ruling.query().all("names");
    List<String> precise = names.stream().map(name -> images.visible(ruling, name)).toList();
    if (!precise.equals(names)) {
      ruling.query(ruling.query().with("names", precise));
    }
  }

  private void delete(Ruling ruling) {
    ruling.target(images.own(ruling, ruling.call().target(), "removed"));
    ruling.sequel(Sequel.FORGET_IMAGE);
  }

  private void tag(Ruling ruling) {
    ruling.target(images.usable(ruling, ruling.call().target()));
    setTag(ruling);
  }

  /** Checks the tag that {@code repo} and {@code tag} name, and writes it in one form. */
  public static void setTag(Ruling ruling) {
    Query query = ruling.query();
    ImageReference reference =
        Images.tagged(ruling, query.first("repo", ""), query.first("tag", ""));
    if (reference != null) {
      ruling.query("repo", reference.name());
      ruling.query("tag", Objects.requireNonNullElse(reference.tag(), "latest"));
    }
    ruling.sequel(Sequel.OWN_IMAGES);
  }

  /** Checks the {@code changes} of commit and import. */
  public static void checkChanges(Ruling ruling) {
    Changes.check(ruling);
  }

  private void push(Ruling ruling) {
    String name = ruling.call().target();
    String tag = ruling.query().first("tag", "");
    ImageReference reference = Images.read(ruling, tag.isEmpty() ? name : name + ":" + tag);
    if (reference == null) {
      return;
    }
    images.own(ruling, reference.toString(), "pushed");
    images.allow(ruling, reference);
    if (tag.isEmpty() && name.indexOf(':', name.lastIndexOf('/') + 1) < 0) {
      ruling.refuse(
          Rules.IMAGE_ALL_TAGS,
          "pushing all tags at once is not allowed",
          "push one tag: docker push " + name + ":TAG");
      return;
    }
    ruling.target(reference.name());
    ruling.query("tag", reference.tag() == null ? "" : reference.tag());
  }

  /** A pull, or an import of the body. */
  private void create(Ruling ruling) {
    Query query = ruling.query();
    String image = query.first("fromImage", "");
    ruling.sequel(Sequel.OWN_IMAGES);
    if (!image.isEmpty()) {
      pull(ruling, image, query.first("tag", ""));
      return;
    }
    if (!query.first("fromSrc", "").equals("-")) {
      ruling.refuse(
          Rules.IMAGE_IMPORT,
          "the engine would fetch the archive from an address of your choice",
          "fetch it yourself and send it: docker import - NAME < archive.tar");
    }
    checkChanges(ruling);
    if (!query.first("repo", "").isEmpty()) {
      setTag(ruling);
    }
  }

  private void pull(Ruling ruling, String image, String tag) {
    String text = tag.isEmpty() ? image : repository(image) + (tag.contains(":") ? "@" : ":") + tag;
    ImageReference reference = Images.read(ruling, text);
    if (reference == null) {
      return;
    }
    images.allow(ruling, reference);
    if (tag.isEmpty() && text.equals(repository(image))) {
      ruling.refuse(
          Rules.IMAGE_ALL_TAGS,
          "pulling all tags of a repository is not allowed",
          "pull one tag: docker pull " + image + ":TAG");
      return;
    }
    if (ruling.about(new Reference.Image(reference.toString())) instanceof Fact.Image taken
        && taken.owner() != null
        && !ruling.owns(taken.owner())
        && reference.digest() == null) {
      ruling.refuse(
          Rules.IMAGE_OWNER,
          "this tag is in use by somebody else, and a pull could move it",
          "pull by digest: " + repository(image) + "@sha256:…");
    }
    String version = reference.digest() != null ? reference.digest() : reference.tag();
    ruling.query(
        ruling
            .query()
            .with("fromImage", reference.name())
            .with("tag", version == null ? "latest" : version)
            .with("fromSrc", List.of()));
  }

  /** What stands before tag and digest. */
  private static String repository(String image) {
    int at = image.indexOf('@');
    String named = at < 0 ? image : image.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    return colon < 0 ? named : named.substring(0, colon);
  }

  /** The first segment of the term may be a registry, which the engine would call. */
  private static void search(Ruling ruling) {
    String term = ruling.query().first("term", "");
    int slash = term.indexOf('/');
    String first = slash < 0 ? "" : term.substring(0, slash);
    if ((!first.equals("docker.io") && ImageReference.isRegistry(first)) || term.contains("://")) {
      ruling.refuse(
          Rules.IMAGE_SEARCH,
          "only Docker Hub may be searched",
          "search for a term without a registry");
    }
  }

  private void distribution(Ruling ruling) {
    ImageReference reference = Images.read(ruling, ruling.call().target());
    if (reference != null) {
      images.allow(ruling, reference);
    }
  }
}
