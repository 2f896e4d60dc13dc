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
  private final Map<Operation, Refusal> refusals = new EnumMap<>(Operation.class);
  private final Set<Operation> onlyByAction = new TreeSet<>();

  /** What is found about an operation, and what happens then. */
  private record Refusal(Finding finding, RuleSetting setting) {}

  /** Compiles the settings; only {@code compat}, {@code floor}, {@code mode}, operations, rules. */
  public CompatPolicy(Settings settings) {
    this.settings = settings;
    Set<String> on = settings.compat().on();
    for (Operation operation : Operation.values()) {
      RuleSetting asked =
          settings.rules().getOrDefault(ruleOf(operation), settings.operations().get(operation));
      Finding finding = judge(operation, on);
      if (asked != null) {
        refuse(operation, denied(operation), asked);
      } else if (finding != null) {
        refuse(operation, finding, settingOf(finding));
      } else if (!on.contains("CONTAINERS") && !actionsOn(operation, on).isEmpty()) {
        onlyByAction.add(operation);
      }
    }
  }

  private void refuse(Operation operation, Finding finding, RuleSetting setting) {
    if (setting != RuleSetting.ALLOW) {
      refusals.put(operation, new Refusal(finding, setting));
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
    if (requested != null
        && !requested.atLeast(settings.floor())
        && settings.rules().get(FLOOR) != RuleSetting.ALLOW) {
      // Also when only auditing: a version is refused before anything is decided.
      return Optional.of(
          new Verdict.Deny(
              new Finding(
                  FLOOR,
                  400,
                  "client version " + requested + " is too old",
                  "the oldest API version here is " + settings.floor())));
    }
    // A question waits for the decision, where it is known what the call is about.
    Refusal refusal = refusals.get(operation);
    return refusal != null
            && refusal.setting() == RuleSetting.DENY
            && settings.mode() == Mode.ENFORCE
        ? Optional.of(new Verdict.Deny(refusal.finding()))
        : Optional.empty();
  }

  private static Finding denied(Operation operation) {
    return Finding.denied(
        ruleOf(operation), operation.id() + " is not allowed here", "the policy file denies it");
  }

  /** The rule about the whole operation, under the same id as in the other presets. */
  private static String ruleOf(Operation operation) {
    return switch (operation) {
      case SESSION, BUILD_KIT_GRPC -> "build.buildkit";
      default -> "operation." + operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
    Refusal refusal = refusalOf(call);
    if (refusal == null) {
      return Verdict.Forward.asIs(call);
    }
    if (settings.mode() == Mode.AUDIT) {
      return new Verdict.Forward(
          call,
          List.of(),
          List.of(refusal.finding()),
          Verdict.Preparation.NOTHING,
          Verdict.View.RELAY,
          Verdict.Sequel.NOTHING);
    }
    return refusal.setting() == RuleSetting.ASK
        ? new Verdict.Ask(refusal.finding())
        : new Verdict.Deny(refusal.finding());
  }

  private @Nullable Refusal refusalOf(Call call) {
    Operation operation = call.operation();
    if (onlyByAction.contains(operation) && !CONTAINER.matcher(call.target()).matches()) {
      // HAProxy's expressions for ALLOW_START and the like take these letters only.
      return new Refusal(missing("CONTAINERS", operation, "CONTAINERS=1"), RuleSetting.DENY);
    }
    return refusals.get(operation);
  }

  @Override
  public boolean sees(Principal principal, Kind kind, @Nullable String owner) {
    return true;
  }
}
