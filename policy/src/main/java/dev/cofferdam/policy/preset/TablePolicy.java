package dev.cofferdam.policy.preset;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.build.Screens;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is a table of operations. One that the table lacks is refused, unless the settings
 * allow it; its body then passes unread, but the container or volume in its path must still be the
 * caller's.
 */
final class TablePolicy implements Policy {
  /** Contents are judged apart from the call that carries them. */
  private static final Call NO_CALL =
      new Call(Operation.IMAGE_BUILD, ApiVersion.FLOOR, List.of(), Query.empty(), null);

  private final Settings settings;
  private final Map<Operation, Decision> table;
  private final Map<Operation, RuleSetting> operations = new EnumMap<>(Operation.class);
  private final Visibility visibility;
  private final @Nullable Screens screens;

  /** Who sees an object of this kind and owner. */
  @FunctionalInterface
  interface Visibility {
    boolean sees(Principal principal, Kind kind, @Nullable String owner);
  }

  TablePolicy(
      Settings settings,
      Map<Operation, Decision> table,
      Visibility visibility,
      @Nullable Screens screens) {
    this.settings = settings;
    this.table = new EnumMap<>(table);
    this.visibility = visibility;
    this.screens = screens;
    for (Operation operation : Operation.values()) {
      operations.put(operation, settingOf(operation));
      this.table.putIfAbsent(operation, unlisted(operation));
    }
  }

  /** By the operation's rule, by the operation, or by whether the table has it. */
  private RuleSetting settingOf(Operation operation) {
    RuleSetting byRule = settings.rules().get(Rules.of(operation).id());
    if (byRule != null) {
      return byRule;
    }
    return settings
        .operations()
        .getOrDefault(
            operation, table.containsKey(operation) ? RuleSetting.ALLOW : RuleSetting.DENY);
  }

  private static Decision unlisted(Operation operation) {
    String template = operation.template();
    if (template.startsWith("/containers/{")) {
      return Decision.asking(Owned::containerTarget);
    }
    if (template.startsWith("/volumes/{")) {
      return Decision.asking(Owned::volumeTarget);
    }
    return Decision.alone(_ -> {});
  }

  private RuleSetting setting(Operation operation) {
    return operations.getOrDefault(operation, RuleSetting.DENY);
  }

  private Decision decision(Operation operation) {
    Decision decision = table.get(operation);
    if (decision == null) {
      throw new IllegalStateException("no decision for " + operation);
    }
    return decision;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Optional<Verdict> admit(
      Principal principal, Operation operation, @Nullable ApiVersion requested) {
    if (requested != null
        && !requested.atLeast(settings.floor())
        && settings.rules().get(Rules.API_FLOOR.id()) != RuleSetting.ALLOW) {
      return Optional.of(new Verdict.Deny(Refusals.tooOld(requested, settings.floor())));
    }
    // A question waits for the decision, where it is known what the call is about.
    return setting(operation) == RuleSetting.DENY && settings.mode() == Mode.ENFORCE
        ? Optional.of(new Verdict.Deny(Refusals.of(settings, operation)))
        : Optional.empty();
  }

  @Override
  public BodyReading reading(Operation operation) {
    return decision(operation).reading();
  }

  @Override
  public Set<Reference> references(Principal principal, Call call) {
    Decision decision = decision(call.operation());
    return decision.asks()
        ? Ruling.references(settings, principal, call, decision.decider())
        : Set.of();
  }

  @Override
  public Verdict decide(Principal principal, Call call, Facts facts) {
    Ruling ruling = Ruling.on(settings, principal, call, facts);
    decision(call.operation()).decider().decide(ruling);
    RuleSetting setting = setting(call.operation());
    if (setting != RuleSetting.ALLOW) {
      Finding finding = Refusals.of(settings, call.operation());
      ruling.found(finding, setting);
    }
    return worded(call.operation(), ruling.verdict());
  }

  /**
   * A create that is answered with 404 makes Docker's CLI pull the image and hide the message. Only
   * where it is the image that is missing is that what the caller needs.
   */
  private static Verdict worded(Operation operation, Verdict verdict) {
    if (operation == Operation.CONTAINER_CREATE
        && verdict instanceof Verdict.Deny(Finding finding)
        && finding.status() == 404
        && !finding.rule().startsWith("image.")) {
      return new Verdict.Deny(new Finding(finding.rule(), 400, finding.message(), finding.hint()));
    }
    return verdict;
  }

  @Override
  public Set<Reference> references(Principal principal, Contents contents) {
    return screens == null
        ? Set.of()
        : Ruling.references(settings, principal, NO_CALL, screens.of(contents));
  }

  @Override
  public Contents.Screening screen(Principal principal, Contents contents, Facts facts) {
    if (screens == null) {
      return Contents.Screening.PASSED;
    }
    Ruling ruling = Ruling.on(settings, principal, NO_CALL, facts);
    Decider decider = screens.of(contents);
    decider.decide(ruling);
    return new Contents.Screening(ruling.refusal(), ruling.audited());
  }

  @Override
  public boolean sees(Principal principal, Kind kind, @Nullable String owner) {
    return visibility.sees(principal, kind, owner);
  }
}
