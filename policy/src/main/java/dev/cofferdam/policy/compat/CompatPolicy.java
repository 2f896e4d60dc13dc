package dev.cofferdam.policy.compat;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Mode;
import dev.cofferdam.policy.Settings.RuleSetting;
import dev.cofferdam.policy.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides by method and path alone, exactly as docker-socket-proxy with the same switches; {@code
 * operations} and {@code rules} of the settings come on top. Bodies pass unread, responses
 * unchanged, and everybody sees everything.
 */
public final class CompatPolicy implements Policy {
  /** The rule: the client's API version is under the floor. */
  public static final String FLOOR = "api.floor";

  /** The rule: no variable of docker-socket-proxy opens this operation. */
  public static final String UNLISTED = "compat.unlisted";

  /** The rules that {@code rules} in the settings can turn off or into a question. */
  public static final Set<String> RULES = rules();

  private static final Pattern CONTAINER = Pattern.compile("[a-zA-Z0-9_.-]+");

  private final Settings settings;
  private final Map<Operation, Finding> findings = new EnumMap<>(Operation.class);
  private final Set<Operation> onlyByAction = new TreeSet<>();

  /** Compiles the settings; only {@code compat}, {@code floor}, {@code mode}, operations, rules. */
  public CompatPolicy(Settings settings) {
    this.settings = settings;
    Set<String> on = settings.compat().on();
    for (Operation operation : Operation.values()) {
      Finding finding = judge(operation, on);
      if (finding != null) {
        findings.put(operation, finding);
      } else if (!on.contains("CONTAINERS") && !actionsOn(operation, on).isEmpty()) {
        onlyByAction.add(operation);
      }
    }
  }

  private static Set<String> rules() {
    Set<String> rules =
        CompatTable.COMMON.stream().map("compat."::concat).collect(Collectors.toSet());
    for (Operation operation : Operation.values()) {
      String guard = CompatTable.guard(operation);
      if (guard != null) {
        rules.add("compat." + guard);
      }
    }
    rules.add(UNLISTED);
    return Set.copyOf(rules);
  }

  /** What docker-socket-proxy has against the operation, or null. */
  private static @Nullable Finding judge(Operation operation, Set<String> on) {
    boolean linuxserver = on.contains(CompatEnvironment.LINUXSERVER);
    boolean action = !actionsOn(operation, on).isEmpty();
    if (action && linuxserver) {
      return null;
    }
    String section = CompatTable.section(operation);
    if (section == null) {
      return Finding.denied(
          UNLISTED,
          "no variable of docker-socket-proxy opens " + operation.id(),
          "a policy file can: operations: {" + operation.id() + ": allow}");
    }
    boolean open = action || on.contains(section);
    if (CompatTable.changes(operation) && !on.contains("POST")) {
      return missing("POST", operation, open ? "POST=1" : "POST=1 and " + section + "=1");
    }
    if (!open) {
      return missing(section, operation, section + "=1");
    }
    String guard = linuxserver ? CompatTable.guard(operation) : null;
    if (guard != null && !on.contains(guard)) {
      return missing(guard, operation, guard + "=1");
    }
    return null;
  }

  private static Finding missing(String variable, Operation operation, String set) {
    return Finding.denied(
        "compat." + variable,
        variable + " is off, which " + operation.id() + " needs",
        "set " + set + " if this client may do that");
  }

  private static Set<String> actionsOn(Operation operation, Set<String> on) {
    Set<String> actions =
        new TreeSet<>(CompatTable.actions(operation, on.contains(CompatEnvironment.LINUXSERVER)));
    actions.retainAll(on);
    return actions;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Optional<Verdict> admit(
      Principal principal, Operation operation, @Nullable ApiVersion requested) {
    if (requested != null && !requested.atLeast(settings.floor())) {
      // Also when only auditing: a version is refused before anything is decided.
      return Optional.of(
          new Verdict.Deny(
              new Finding(
                  FLOOR,
                  400,
                  "client version " + requested + " is too old",
                  "the oldest API version here is " + settings.floor())));
    }
    RuleSetting setting = settings.operations().get(operation);
    if (setting != null) {
      return refuse(setting, denied(operation));
    }
    Finding finding = findings.get(operation);
    return finding == null ? Optional.empty() : refuse(settingOf(finding), finding);
  }

  private static Finding denied(Operation operation) {
    return Finding.denied(
        "operation." + operation.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        operation.id() + " is not allowed here",
        "the key operations of the policy denies it");
  }

  private Optional<Verdict> refuse(RuleSetting setting, Finding finding) {
    return switch (setting) {
      case ALLOW -> Optional.empty();
      case DENY ->
          settings.mode() == Mode.AUDIT ? Optional.empty() : Optional.of(new Verdict.Deny(finding));
      case ASK ->
          settings.mode() == Mode.AUDIT ? Optional.empty() : Optional.of(new Verdict.Ask(finding));
    };
  }

  private RuleSetting settingOf(Finding finding) {
    return settings.rules().getOrDefault(finding.rule(), RuleSetting.DENY);
  }

  @Override
  public BodyReading reading(Operation operation) {
    return BodyReading.UNREAD;
  }

  @Override
  public Set<Reference> references(Principal principal, Call call) {
    return Set.of();
  }

  @Override
  public Verdict decide(Principal principal, Call call, Facts facts) {
    Finding finding = audited(call);
    if (finding == null) {
      return Verdict.Forward.asIs(call);
    }
    if (settings.mode() == Mode.ENFORCE) {
      return new Verdict.Deny(finding);
    }
    return new Verdict.Forward(
        call,
        List.of(),
        List.of(finding),
        Verdict.Preparation.NOTHING,
        Verdict.View.RELAY,
        Verdict.Sequel.NOTHING);
  }

  /** What admission let pass for the record, and what only the path's variable shows. */
  private @Nullable Finding audited(Call call) {
    Operation operation = call.operation();
    RuleSetting setting = settings.operations().get(operation);
    if (setting != null) {
      return setting == RuleSetting.ALLOW || settings.mode() == Mode.ENFORCE
          ? null
          : denied(operation);
    }
    if (onlyByAction.contains(operation) && !CONTAINER.matcher(call.target()).matches()) {
      // HAProxy's expressions for ALLOW_START and the like take these letters only.
      return missing("CONTAINERS", operation, "CONTAINERS=1");
    }
    Finding finding = findings.get(operation);
    return finding == null
            || settings.mode() == Mode.ENFORCE
            || settingOf(finding) == RuleSetting.ALLOW
        ? null
        : finding;
  }

  @Override
  public boolean sees(Principal principal, Kind kind, @Nullable String owner) {
    return true;
  }
}
