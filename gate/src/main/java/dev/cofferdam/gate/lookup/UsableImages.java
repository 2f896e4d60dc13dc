package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.client.ImageSummary;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.image.ImagePatterns;
import dev.cofferdam.policy.image.ImageReference;
import dev.cofferdam.policy.image.ImageReferenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the engine's images a principal may build upon, by the same rules as each by itself. */
final class UsableImages {
  private final EngineLink engine;
  private final FactFinder facts;

  UsableImages(EngineLink engine, FactFinder facts) {
    this.engine = engine;
    this.facts = facts;
  }

  /** Normalized references, with tags and with digests. */
  Set<String> of(Principal principal, Policy policy, EngineTraits traits) throws IOException {
    ImagePatterns patterns = ImagePatterns.of(policy.settings().images());
    Set<String> usable = new LinkedHashSet<>();
    for (ImageSummary image : engine.lookups().listImages()) {
      List<String> names = new ArrayList<>(image.repoTags());
      names.addAll(image.repoDigests());
      for (String name : names) {
        ImageReference reference = parse(name);
        if (reference != null && mayBeAskedFor(patterns, reference)) {
          Fact.Image fact = facts.listed(reference.toString(), image);
          if (allows(principal, policy, traits, reference.toString(), fact)) {
            usable.add(reference.toString());
          }
        }
      }
    }
    return usable;
  }

  /**
   * Where an image is here for another platform only, the engine asks its registry. A tag can name
   * any, so an own image is no reason to reach one that no pattern names.
   */
  private static boolean mayBeAskedFor(ImagePatterns patterns, ImageReference reference) {
    return reference.registry().equals("docker.io") || patterns.mayReach(reference.registry());
  }

  private static boolean allows(
      Principal principal, Policy policy, EngineTraits traits, String name, Fact.Image fact) {
    Contents.BuildInputs inputs =
        new Contents.BuildInputs(List.of(), false, List.of(), List.of(), List.of(name));
    Facts known = new Facts(traits, Map.of(new Reference.Image(name), fact));
    return policy.screen(principal, inputs, known).refusal() == null;
  }

  private static @org.jspecify.annotations.Nullable ImageReference parse(String name) {
    try {
      return name.startsWith("<none>") ? null : ImageReference.parse(name);
    } catch (ImageReferenceException _) {
      return null;
    }
  }
}
