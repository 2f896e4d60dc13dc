package dev.cofferdam.policy.build;

import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.image.Images;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Locale;

/** The last word on what is inside a build context or an archive of images. */
public final class Screens {
  private static final String URL_HINT =
      "fetch it before the build and COPY it, or use RUN with a tool of the base image";

  private final Images images;

  public Screens(Images images) {
    this.images = images;
  }

  /** The rules for these contents. */
  public Decider of(Contents contents) {
    return switch (contents) {
      case Contents.BuildInputs inputs -> ruling -> build(ruling, inputs);
      case Contents.LoadedTags loaded -> ruling -> load(ruling, loaded);
    };
  }

  private static void load(Ruling ruling, Contents.LoadedTags loaded) {
    loaded.tags().forEach(tag -> Images.tagged(ruling, tag, ""));
    loaded.ownLabels().forEach(label -> OwnerLabels.check(ruling, label.key(), label.value()));
    if (!loaded.onBuildRemoteAdds().isEmpty()) {
      ruling.refuse(
          Rules.BUILD_ON_BUILD,
          "an image in the archive has an ONBUILD trigger that makes the engine fetch a URL",
          "build the image without it");
    }
  }

  private void build(Ruling ruling, Contents.BuildInputs inputs) {
    if (inputs.unresolvedBase()) {
      ruling.refuse(
          Rules.BUILD_BASE,
          "the name of a base image could not be made out",
          "write it plainly in FROM, or give the ARG before FROM a default");
    }
    for (String image : inputs.baseImages()) {
      images.usable(ruling, image);
      if (ruling.about(new Reference.Image(image)) instanceof Fact.Image base
          && base.onBuild().stream().anyMatch(Screens::fetches)) {
        ruling.refuse(
            Rules.BUILD_ON_BUILD,
            "the base image has an ONBUILD trigger that makes the engine fetch a URL",
            "use another base image");
      }
    }
    for (String image : inputs.copyFromImages()) {
      images.usable(ruling, image);
    }
    if (!inputs.remoteAdds().isEmpty()) {
      ruling.refuse(Rules.BUILD_REMOTE_ADD, "ADD makes the engine itself fetch a URL", URL_HINT);
    }
    if (!inputs.onBuildRemoteAdds().isEmpty()) {
      ruling.refuse(
          Rules.BUILD_ON_BUILD, "ONBUILD ADD makes the engine itself fetch a URL", URL_HINT);
    }
  }

  /** Whether a trigger fetches; one with a variable in its source might. */
  private static boolean fetches(String trigger) {
    String text = trigger.strip().toLowerCase(Locale.ROOT);
    return text.startsWith("add")
        && (text.contains("://")
            || text.contains("git@")
            || text.contains("github.com/")
            || text.contains("$"));
  }
}
