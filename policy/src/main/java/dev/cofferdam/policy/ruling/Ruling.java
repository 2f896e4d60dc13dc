package dev.cofferdam.policy.ruling;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.Shape;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.MountVolume;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One verdict in the making: the call as rebuilt so far, and what was found.
 *
 * <p>A finding refuses, asks or is dropped, as the settings say for its rule; a rule reports and
 * goes on, leaving the member as the caller wrote it, so that a dropped finding lets it pass. While
 * the policy only audits, every finding is recorded and nothing is refused; what belongs to others
 * then passes too, under the name the caller used or the id it stands for.
 *
 * <p>Not safe for several threads; lives for one decision.
 */
public final class Ruling {
  private static final EngineTraits UNKNOWN_ENGINE =
      new EngineTraits(ApiVersion.FLOOR, ApiVersion.FLOOR);

  private final Settings settings;
  private final Principal principal;
  private final EngineTraits engine;
  private final Function<Reference, Fact> lookup;
  private final List<String> changes = new ArrayList<>();
  private final List<Finding> audited = new ArrayList<>();
  private final Set<String> volumes = new LinkedHashSet<>();
  private final Set<MountVolume> mounts = new LinkedHashSet<>();
  private final Set<Verdict.NewFolder> folders = new LinkedHashSet<>();
  private Verdict.Leaving leaving = new Verdict.Leaving.None();
  private Call call;
  private @Nullable Finding denied;
  private @Nullable Finding asked;
  private Verdict.View view = Verdict.View.RELAY;
  private Verdict.Sequel sequel = Verdict.Sequel.NOTHING;

  private Ruling(
      Settings settings,
      Principal principal,
      Call call,
      EngineTraits engine,
      Function<Reference, Fact> lookup) {
    this.settings = settings;
    this.principal = principal;
    this.call = call;
    this.engine = engine;
    this.lookup = lookup;
  }

  /** A ruling on a call with these facts. */
  public static Ruling on(Settings settings, Principal principal, Call call, Facts facts) {
    return new Ruling(settings, principal, call, facts.engine(), facts::about);
  }

  /** What the decider asks about; found out by letting it decide with everything missing. */
  public static Set<Reference> references(
      Settings settings, Principal principal, Call call, Decider decider) {
    Set<Reference> asked = new LinkedHashSet<>();
    decider.decide(
        new Ruling(
            settings,
            principal,
            call,
            UNKNOWN_ENGINE,
            reference -> {
              asked.add(reference);
              return new Fact.Missing();
            }));
    return asked;
  }

  public Settings settings() {
    return settings;
  }

  public Principal principal() {
    return principal;
  }

  public EngineTraits engine() {
    return engine;
  }

  /** The call as rebuilt so far. */
  public Call call() {
    return call;
  }

  public Query query() {
    return call.query();
  }

  /** The body, or an empty one where the caller sent none. */
  public Body body(Shape shape) {
    Body body = call.body();
    return body == null ? shape.empty() : body;
  }

  /** What is known; a text that can be no name of such an object is missing without a question. */
  public Fact about(Reference reference) {
    return Names.mayExist(reference) ? lookup.apply(reference) : new Fact.Missing();
  }

  public boolean owns(@Nullable String owner) {
    return principal.name().equals(owner);
  }

  public void target(String id) {
    if (!call.target().equals(id)) {
      call = call.withTarget(id);
    }
  }

  public void query(String name, String value) {
    if (!List.of(value).equals(call.query().all(name))) {
      call = call.withQuery(call.query().with(name, value));
    }
  }

  public void query(Query query) {
    call = call.withQuery(query);
  }

  /** Sends no body at all. */
  public void noBody() {
    call = new Call(call.operation(), call.version(), call.variables(), call.query(), null);
  }

  public void body(Body body) {
    call = call.withBody(body);
  }

  public void view(Verdict.View newView) {
    view = newView;
  }

  public void sequel(Verdict.Sequel newSequel) {
    sequel = newSequel;
  }

  /** Lets the gate create this volume, with the owner's label, before the call. */
  public void prepareVolume(String name) {
    volumes.add(name);
  }

  /** Lets the gate make sure of this volume before the call. */
  public void prepareMount(MountVolume volume) {
    mounts.add(volume);
  }

  /** Lets the gate make this folder before the call. */
  public void prepareFolder(Verdict.NewFolder folder) {
    folders.add(folder);
  }

  /** Lets the principal's workspace leave these networks before the call. */
  public void prepareLeaving(Verdict.Leaving networks) {
    leaving = networks;
  }

  /**
   * Speaks at least this version of the API to the engine: what the call was rebuilt to needs it,
   * and an engine leaves out what is newer than the version it is spoken to in.
   */
  public void speakAtLeast(ApiVersion version) {
    if (!call.version().atLeast(version)) {
      call = call.withVersion(version);
    }
  }

  /** Notes for the journal what was changed; never with a value that may be a secret. */
  public void changed(String words) {
    changes.add(words);
  }

  /** Finds that the call may not pass: 403. */
  public void refuse(Rule rule, String message, String hint) {
    found(Finding.denied(rule.id(), message, hint));
  }

  /**
   * Finds that the call names what is not the caller's to see: 404, in Docker's words. A create is
   * refused with 400 instead, as by the engine: clients take its 404 for a missing image, and pull.
   */
  public void hide(Rule rule, String message) {
    boolean image = rule.equals(Rules.IMAGE_OWNER);
    int status = call.operation() == Operation.CONTAINER_CREATE && !image ? 400 : 404;
    found(new Finding(rule.id(), status, message, ""));
  }

  /** Finds that the call cannot be understood: 400. */
  public void reject(Rule rule, String message, String hint) {
    found(new Finding(rule.id(), 400, message, hint));
  }

  /** Whether the settings let pass what this rule finds. */
  public boolean allows(Rule rule) {
    return settings.rules().get(rule.id()) == RuleSetting.ALLOW;
  }

  private void found(Finding finding) {
    found(finding, settings.rules().getOrDefault(finding.rule(), RuleSetting.DENY));
  }

  /** A finding with which the settings deal in this way. */
  public void found(Finding finding, RuleSetting setting) {
    if (settings.mode() == Mode.AUDIT && setting != RuleSetting.ALLOW) {
      audited.add(finding);
      return;
    }
    switch (setting) {
      case ALLOW -> {}
      case ASK -> asked = asked == null ? finding : asked;
      case DENY -> denied = denied == null ? finding : denied;
    }
  }

  /** What is to be refused, if anything: the first refusal, else the first question. */
  public @Nullable Verdict refusal() {
    if (denied != null) {
      return new Verdict.Deny(denied);
    }
    return asked == null ? null : new Verdict.Ask(asked);
  }

  /** What was found while only auditing. */
  public List<Finding> audited() {
    return List.copyOf(audited);
  }

  public Verdict verdict() {
    Verdict refusal = refusal();
    if (refusal != null) {
      return refusal;
    }
    Verdict.Preparation preparation =
        new Verdict.Preparation(
            List.copyOf(volumes), List.copyOf(mounts), List.copyOf(folders), leaving);
    return new Verdict.Forward(call, changes, audited, preparation, view, sequel);
  }
}
