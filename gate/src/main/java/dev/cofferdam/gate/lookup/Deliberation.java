package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.client.VolumeInfo;
import dev.cofferdam.gate.record.Ownership;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decisions that need the engine's word, and what is done at the engine around a call. Blocks; for
 * virtual threads. Safe for any number of them.
 */
public final class Deliberation {
  private final EngineLink engine;
  private final Ownership ownership;
  private final FactFinder facts;

  public Deliberation(EngineLink engine, Ownership ownership) {
    this.engine = engine;
    this.ownership = ownership;
    this.facts = new FactFinder(engine, ownership);
  }

  /** A verdict, and the facts it rests on. */
  public record Outcome(Verdict verdict, Facts facts) {}

  /**
   * Finds the facts and asks the policy.
   *
   * @throws IOException when the engine cannot answer; the call must then not go through
   */
  public Outcome decide(Principal principal, Policy policy, Call call, EngineTraits traits)
      throws IOException {
    Set<Reference> references = policy.references(principal, call);
    Facts found = new Facts(traits, facts.find(principal, references));
    return new Outcome(policy.decide(principal, call, found), found);
  }

  /**
   * Does what must be done at the engine before a call.
   *
   * @throws Refusal when a volume turns out to be somebody else's, or a folder cannot be made
   */
  public void prepare(Principal principal, Verdict.Preparation preparation)
      throws IOException, Refusal {
    for (String name : preparation.volumes()) {
      VolumeInfo volume =
          engine.lookups().createVolume(name, Map.of(Labels.OWNER, principal.name()));
      String owner = volume.labels().get(Labels.OWNER);
      if (owner == null) {
        owner = ownership.owner(Ownership.Kind.VOLUME, name).orElse(null);
      }
      if (!principal.name().equals(owner)) {
        throw new Refusal(
            Finding.denied(
                "volume.foreign",
                "a volume of this name belongs to somebody else",
                "choose another name"));
      }
    }
    for (MountVolume mount : preparation.mounts()) {
      prepare(mount);
    }
    for (Verdict.NewFolder folder : preparation.folders()) {
      HostFolders.make(folder);
    }
    new WorkspaceNetworks(engine).leave(principal, preparation.leaving());
  }

  /** The engine answers with the volume that has the name, whatever it is. */
  private void prepare(MountVolume mount) throws IOException, Refusal {
    VolumeInfo volume =
        engine.lookups().createVolume(mount.name(), mount.labels(), mount.options());
    if (!volume.driver().equals("local")
        || !volume.options().equals(mount.options())
        || !mount.folder().equals(volume.labels().get(Labels.MOUNT))) {
      throw new Refusal(
          Finding.denied(
              "container.bind",
              "the engine has a volume " + mount.name() + " that is not what the gate makes",
              "have it removed on the host: docker volume rm " + mount.name()));
    }
  }

  /**
   * What looks at the body of this call while it is streamed.
   *
   * @param call as the engine will see it
   * @throws Refusal when no body could be right
   */
  public BodyCheck bodyCheck(Principal principal, Policy policy, Call call, EngineTraits traits)
      throws Refusal {
    if (policy.reading(call.operation()) != BodyReading.CHECKED_STREAM) {
      return BodyCheck.NONE;
    }
    Screening screening = new Screening(facts, principal, policy, traits);
    return switch (call.operation()) {
      case PUT_CONTAINER_ARCHIVE -> PlainTarCheck.forContainer();
      case IMAGE_CREATE -> PlainTarCheck.forImport();
      case IMAGE_BUILD -> BuildCheck.of(screening, call);
      case IMAGE_LOAD -> LoadCheck.of(screening);
      default -> BodyCheck.NONE;
    };
  }

  /**
   * Every name by which the principal may build upon one of the engine's images, normalized.
   *
   * @throws IOException when the engine cannot answer
   */
  public Set<String> usableImages(Principal principal, Policy policy, EngineTraits traits)
      throws IOException {
    return new UsableImages(engine, facts).of(principal, policy, traits);
  }

  /**
   * Whether an image is here that the principal may build upon.
   *
   * @throws Refusal when the principal may not build upon it, here or not
   * @throws IOException when the engine cannot answer
   */
  public boolean mayBuildUpon(Principal principal, Policy policy, EngineTraits traits, String image)
      throws IOException, Refusal {
    Screening screening = new Screening(facts, principal, policy, traits);
    Contents.BuildInputs inputs =
        new Contents.BuildInputs(List.of(), false, List.of(), List.of(), List.of(image));
    Facts found = screening.facts(inputs);
    screening.screen(inputs, found);
    return found.about(new Reference.Image(image)) instanceof Fact.Image;
  }

  /**
   * Pulls an image as the principal could, without credentials, and records whose it is.
   *
   * @param platform such as {@code linux/arm64}; empty for the engine's own
   * @param stop takes what ends the pull early
   * @return why the engine could not, or empty
   * @throws Refusal when the principal may not pull it
   */
  public Optional<String> pull(
      Principal principal,
      Policy policy,
      EngineTraits traits,
      String image,
      String platform,
      Consumer<Runnable> stop)
      throws IOException, Refusal {
    Optional<Call> call = Pull.call(traits, image, platform);
    if (call.isEmpty()) {
      return Optional.of("it has no name that could be pulled");
    }
    Outcome outcome = decide(principal, policy, call.get(), traits);
    return switch (outcome.verdict()) {
      case Verdict.Deny(Finding finding) -> throw new Refusal(finding);
      case Verdict.Ask(Finding finding) -> throw Refusal.unanswered(finding);
      case Verdict.Forward forward -> {
        Optional<String> failed = Pull.carryOut(engine, forward, stop);
        if (failed.isEmpty()) {
          recordSequel(principal, forward, outcome.facts(), Set.of(), "");
        }
        yield failed;
      }
    };
  }

  /**
   * Records what a call that the engine carried out means for owners.
   *
   * @param loaded the tags that its body has set
   */
  public void recordSequel(
      Principal principal,
      Verdict.Forward forward,
      Facts before,
      Set<String> loaded,
      String response)
      throws IOException {
    new Sequels(engine, ownership).record(principal, forward, before, loaded, response);
  }
}
