package dev.cofferdam.policy;

import java.util.List;

/**
 * What the gate found inside a stream that it checks on the way ({@link
 * BodyReading#CHECKED_STREAM}), and on which the policy has the last word.
 */
public sealed interface Contents {
  /**
   * What a build context makes the engine use.
   *
   * @param baseImages the images of {@code FROM}, without earlier stages and {@code scratch}
   * @param unresolvedBase whether the name of some base image depends on what the gate cannot know
   * @param remoteAdds the URLs of {@code ADD}
   * @param onBuildRemoteAdds the URLs of {@code ONBUILD ADD}
   * @param copyFromImages the images of {@code COPY --from}, without earlier stages
   */
  record BuildInputs(
      List<String> baseImages,
      boolean unresolvedBase,
      List<String> remoteAdds,
      List<String> onBuildRemoteAdds,
      List<String> copyFromImages)
      implements Contents {
    public BuildInputs {
      baseImages = List.copyOf(baseImages);
      remoteAdds = List.copyOf(remoteAdds);
      onBuildRemoteAdds = List.copyOf(onBuildRemoteAdds);
      copyFromImages = List.copyOf(copyFromImages);
    }
  }

  /**
   * The tags that an archive of {@code IMAGE_LOAD} sets: {@code RepoTags} of {@code manifest.json},
   * names in {@code repositories}, and {@code io.containerd.image.name} and {@code
   * org.opencontainers.image.ref.name} of {@code index.json}; and what its configurations bring
   * along.
   *
   * @param ownLabels labels with Cofferdam's own prefix; an image's owner is told by such a label
   * @param onBuildRemoteAdds the URLs of {@code ONBUILD ADD}
   */
  record LoadedTags(List<String> tags, List<Label> ownLabels, List<String> onBuildRemoteAdds)
      implements Contents {
    public LoadedTags {
      tags = List.copyOf(tags);
      ownLabels = List.copyOf(ownLabels);
      onBuildRemoteAdds = List.copyOf(onBuildRemoteAdds);
    }

    /** Tags of images that bring nothing along. */
    public LoadedTags(List<String> tags) {
      this(tags, List.of(), List.of());
    }
  }

  /** A label of an image's configuration. */
  record Label(String key, String value) {}

  /**
   * What becomes of the contents.
   *
   * @param refusal why they may not reach the engine: {@code Deny} or {@code Ask}; null when they
   *     may
   * @param audited what would have been refused, were the policy not only auditing
   */
  record Screening(@org.jspecify.annotations.Nullable Verdict refusal, List<Finding> audited) {
    /** Nothing was found. */
    public static final Screening PASSED = new Screening(null, List.of());

    public Screening {
      audited = List.copyOf(audited);
    }
  }
}
