package dev.cofferdam.cli.policy;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.gate.http.RequestText;
import dev.cofferdam.gate.request.Admitted;
import dev.cofferdam.gate.request.Intake;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Facts;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gate would do with one request, by the gate's own intake and the policy, without an
 * engine.
 *
 * @param admitted the request as the gate reads it, or null when it goes no further than its head
 * @param asked what the policy would have the gate ask, with the answers given here
 * @param verdict the decision
 */
record Explanation(@Nullable Admitted admitted, Map<Reference, Fact> asked, Verdict verdict) {

  /**
   * Decides a request.
   *
   * @param target path and query as a client sends them
   * @param body its bytes; none is an empty array
   * @param engine the newest API version of the engine that is imagined
   */
  static Explanation of(
      Policy policy,
      Principal principal,
      String method,
      String target,
      byte[] body,
      ApiVersion engine,
      KnownFacts known) {
    EngineTraits traits = new EngineTraits(engine, ApiVersion.FLOOR);
    Admitted admitted = null;
    try {
      RequestHead head = RequestText.read(head(method, target, body));
      admitted = Intake.admit(head, principal, false, policy, traits, (_, _) -> {});
      Call call = read(admitted, body);
      Map<Reference, Fact> asked = new LinkedHashMap<>();
      policy.references(principal, call).stream()
          .sorted(Comparator.comparing(Reference::toString))
          .forEach(reference -> asked.put(reference, known.about(principal, reference)));
      return new Explanation(
          admitted, asked, policy.decide(principal, call, new Facts(traits, asked)));
    } catch (HttpException e) {
      return refused(admitted, new Finding("http.malformed", e.status(), e.getMessage(), ""));
    } catch (BodyException e) {
      String kind = e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return refused(admitted, new Finding("body." + kind, 400, e.getMessage(), ""));
    } catch (Refusal e) {
      return refused(admitted, e.finding());
    }
  }

  private static Explanation refused(@Nullable Admitted admitted, Finding finding) {
    return new Explanation(admitted, Map.of(), new Verdict.Deny(finding));
  }

  /** Why the request goes no further, or empty. */
  Optional<Finding> finding() {
    return switch (verdict) {
      case Verdict.Forward _ -> Optional.empty();
      case Verdict.Deny(Finding finding) -> Optional.of(finding);
      case Verdict.Ask(Finding finding) -> Optional.of(finding);
    };
  }

  private static String head(String method, String target, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: docker\r\n");
    if (body.length > 0) {
      head.append("Content-Type: ").append(type(body)).append("\r\n");
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** As Docker's client would name it: JSON, or else an archive. */
  private static String type(byte[] body) {
    String start =
        new String(body, 0, Math.min(body.length, 64), StandardCharsets.ISO_8859_1).strip();
    return start.startsWith("{") || start.startsWith("[") || start.equals("null")
        ? "application/json"
        : "application/x-tar";
  }

  private static Call read(Admitted admitted, byte[] body) throws BodyException, Refusal {
    Call call = admitted.call();
    if (admitted.reading() != BodyReading.TYPED) {
      return call;
    }
    if (admitted.shape() == null) {
      if (body.length > 0) {
        throw new Refusal(
            new Finding(
                "body.unexpected", 400, call.operation().id() + " takes no request body", ""));
      }
      return call;
    }
    return call.withBody(Bodies.read(call.operation(), body));
  }
}
