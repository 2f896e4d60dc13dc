package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.QueryValues;
import dev.cofferdam.engine.build.BuildInspection;
import dev.cofferdam.engine.build.BuildInspection.RemoteSource;
import dev.cofferdam.engine.build.ContextException;
import dev.cofferdam.engine.build.ContextScanner;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.RuleSetting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the context of a classic build: nothing in its Dockerfile, nor a trigger of its base
 * images, may make the engine fetch what the policy refuses.
 *
 * <p>A base image that the engine does not have, or would pull anew, could bring triggers that
 * nobody has seen; so it must be pulled before, unless the policy allows triggers that fetch
 * ({@code build.on-build}). What remains: the engine resolves {@code FROM} when it gets there, and
 * the caller may move one of its own tags in the meantime, to an image that it has pulled. Such an
 * image comes from a registry that the policy allows; loaded and built ones cannot have such a
 * trigger.
 */
final class BuildCheck {
  private static final String RULE = "build.context";

  /** More than any real Dockerfile names; each is asked about. */
  private static final int MAX_IMAGES = 100;

  private final Screening screening;
  private final Call call;

  private BuildCheck(Screening screening, Call call) {
    this.screening = screening;
    this.call = call;
  }

  /**
   * A check for one build.
   *
   * @throws Refusal when no context could be right for the call's query
   */
  static BodyCheck of(Screening screening, Call call) throws Refusal {
    try {
      ContextScanner scanner = new ContextScanner(call.query().first("dockerfile", ""));
      BuildCheck check = new BuildCheck(screening, call);
      return new ArchiveCheck(
          scanner, () -> check.judge(scanner.dockerfile()), RULE, screening.auditing());
    } catch (ContextException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private ArchiveCheck.Judgement judge(byte[] dockerfile)
      throws ContextException, Refusal, IOException {
    BuildInspection inspection = BuildInspection.of(dockerfile, buildArgs());
    if (inspection.baseImages().size() + inspection.copiedImages().size() > MAX_IMAGES) {
      throw refused("the Dockerfile names more than " + MAX_IMAGES + " images");
    }
    List<String> bases = known(inspection.baseImages());
    Set<RemoteSource> onlyTriggers = Set.copyOf(inspection.remoteTriggers());
    List<String> adds =
        inspection.remoteSources().stream()
            .filter(source -> !onlyTriggers.contains(source))
            .map(RemoteSource::source)
            .toList();
    Set<String> triggers =
        inspection.remoteTriggers().stream()
            .map(RemoteSource::source)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<Finding> audited = new ArrayList<>();
    for (String base : bases) {
      if (screening.image(base) instanceof Fact.Image image) {
        BuildInspection.ofTriggers(image.onBuild()).remoteSources().stream()
            .map(RemoteSource::source)
            .forEach(triggers::add);
      }
    }
    Contents.BuildInputs inputs =
        new Contents.BuildInputs(
            bases,
            isUnresolved(inspection.baseImages()) || isUnresolved(inspection.copiedImages()),
            adds,
            List.copyOf(triggers),
            known(inspection.copiedImages()));
    Facts facts = screening.facts(inputs);
    audited.addAll(screening.screen(inputs, facts));
    Finding unseen = unseen(bases, facts);
    if (unseen != null) {
      if (!screening.auditing()) {
        throw new Refusal(unseen);
      }
      audited.add(unseen);
    }
    return new ArchiveCheck.Judgement(audited, Set.of());
  }

  /** A base image whose triggers nobody has seen. */
  private @Nullable Finding unseen(List<String> bases, Facts facts) {
    boolean allowed =
        screening.policy().settings().rules().get(Rules.BUILD_ON_BUILD.id()) == RuleSetting.ALLOW;
    if (allowed || bases.isEmpty()) {
      return null;
    }
    for (String base : bases) {
      if (!(facts.about(new Reference.Image(base)) instanceof Fact.Image)) {
        return Finding.denied(
            Rules.BUILD_BASE.id(),
            "the base image " + base + " is not here, so its ONBUILD triggers cannot be checked",
            "pull it first: docker pull " + base);
      }
    }
    if (call.query().flag("pull")) {
      return Finding.denied(
          Rules.BUILD_BASE.id(),
          "a base image that is pulled during the build cannot be checked for ONBUILD triggers",
          "pull it first, and build without --pull");
    }
    return null;
  }

  private Map<String, String> buildArgs() throws Refusal {
    try {
      Map<String, Optional<String>> given =
          QueryValues.read(
              QueryValues.BUILD_ARGS, "buildargs", call.query().first("buildargs", ""));
      return given == null
          ? Map.of()
          : given.entrySet().stream()
              .filter(arg -> arg.getValue().isPresent())
              .collect(Collectors.toMap(Map.Entry::getKey, arg -> arg.getValue().orElseThrow()));
    } catch (BodyException e) {
      throw refused("buildargs cannot be read: " + e.getMessage());
    }
  }

  private static List<String> known(Set<BuildInspection.Reference> references) {
    return references.stream()
        .filter(BuildInspection.Reference.Known.class::isInstance)
        .map(reference -> ((BuildInspection.Reference.Known) reference).image())
        .toList();
  }

  private static boolean isUnresolved(Set<BuildInspection.Reference> references) {
    return references.stream().anyMatch(BuildInspection.Reference.Unresolved.class::isInstance);
  }

  private static Refusal refused(String message) {
    return new Refusal(new Finding(RULE, 400, message, ""));
  }
}
