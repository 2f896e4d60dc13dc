package dev.cofferdam.cli.policy;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.gate.request.Admitted;
import dev.cofferdam.gate.request.TargetWriter;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** An explanation in words and as JSON. */
record ExplanationText(Explanation explanation, String policy, String principal) {

  String lines() {
    StringJoiner lines = new StringJoiner("\n");
    Admitted admitted = explanation.admitted();
    line(lines, "policy", policy + ", principal " + principal);
    if (admitted == null) {
      line(lines, "admitted", "no");
    } else {
      line(lines, "operation", admitted.call().operation().id());
      line(lines, "admitted", "yes; " + reading(admitted));
      admitted.dropped().forEach(name -> line(lines, "dropped", "query " + name));
    }
    explanation
        .asked()
        .forEach(
            (reference, fact) -> line(lines, "asked", subject(reference) + ": " + answer(fact)));
    line(lines, "verdict", word());
    explanation.finding().ifPresent(finding -> refusal(lines, finding));
    if (explanation.verdict() instanceof Verdict.Forward forward) {
      forward.changes().forEach(change -> line(lines, "change", change));
      forward
          .audited()
          .forEach(
              finding -> line(lines, "audited", finding.message() + " (" + finding.rule() + ")"));
      forward
          .preparation()
          .volumes()
          .forEach(volume ->
              line(lines, "before", "the volume " + volume + " is created as the principal's"));
      line(lines, "answer", answer(forward.view()));
      line(lines, "request", requestLine(forward.call()));
      String body = body(forward.call());
      if (body != null) {
        lines.add("").add(body);
      }
    }
    return lines.toString();
  }

  String json() {
    Admitted admitted = explanation.admitted();
    Finding finding = explanation.finding().orElse(null);
    List<Object> asked = new ArrayList<>();
    explanation
        .asked()
        .forEach((reference, fact) ->
            asked.add(Json.object("about", subject(reference), "answer", answer(fact))));
    return Json.pretty(
        Json.object(
            "policy", policy,
            "principal", principal,
            "operation", admitted == null ? null : admitted.call().operation().id(),
            "admitted", admitted != null,
            "asked", asked,
            "verdict", word(),
            "rule", finding == null ? null : finding.rule(),
            "status", finding == null ? null : finding.status(),
            "message", finding == null ? null : finding.message(),
            "hint", finding == null || finding.hint().isEmpty() ? null : finding.hint(),
            "forward",
                explanation.verdict() instanceof Verdict.Forward forward
                    ? forward(forward)
                    : null));
  }

  private static Map<String, Object> forward(Verdict.Forward forward) {
    Body body = forward.call().body();
    return Json.object(
        "method", forward.call().operation().method().name(),
        "target", TargetWriter.write(forward.call()),
        "body", body == null ? null : Json.parse(BodyWriter.write(body)),
        "changes", forward.changes(),
        "audited",
            forward.audited().stream()
                .map(audited -> Json.object("rule", audited.rule(), "message", audited.message()))
                .toList(),
        "volumes", forward.preparation().volumes(),
        "view", forward.view().name().toLowerCase(Locale.ROOT));
  }

  private static void refusal(StringJoiner lines, Finding finding) {
    line(lines, "rule", finding.rule());
    line(lines, "status", String.valueOf(finding.status()));
    line(lines, "message", finding.message());
    if (!finding.hint().isEmpty()) {
      line(lines, "hint", finding.hint());
    }
  }

  private static void line(StringJoiner lines, String name, String value) {
    lines.add(String.format(Locale.ROOT, "%-10s %s", name, Text.plain(value)));
  }

  private static String reading(Admitted admitted) {
    return switch (admitted.reading()) {
      case TYPED -> admitted.shape() == null ? "it has no body" : "its body is read whole";
      case CHECKED_STREAM ->
          "its body is a stream that the gate checks on the way; that is not done here";
      case UNREAD -> "its body is not read under this policy";
    };
  }

  private String word() {
    return switch (explanation.verdict()) {
      case Verdict.Forward _ -> "forward";
      case Verdict.Deny _ -> "deny";
      case Verdict.Ask _ -> "ask";
    };
  }

  private static String subject(Reference reference) {
    return switch (reference) {
      case Reference.Container(String name) -> "container " + name;
      case Reference.Network(String name) -> "network " + name;
      case Reference.Volume(String name) -> "volume " + name;
      case Reference.Image(String name) -> "image " + name;
      case Reference.Exec(String id) -> "exec " + id;
      case Reference.HostPath(String path, String root) -> "path " + path + " inside " + root;
      case Reference.Machine() -> "the engine's machine";
      case Reference.Usage() -> "what the principal's containers use";
    };
  }

  private static String answer(Fact fact) {
    return switch (fact) {
      case Fact.Missing() -> "missing (--owned, --foreign, --host or --path would say otherwise)";
      case Fact.Ambiguous() -> "ambiguous";
      case Fact.Container container -> owner(container.owner());
      case Fact.Network network ->
          network.predefined() ? "the engine's own" : owner(network.owner());
      case Fact.Volume volume -> owner(volume.owner());
      case Fact.Image image -> owner(image.owner());
      case Fact.Exec exec -> owner(exec.container().owner());
      case Fact.HostPath path ->
          path.inside() ? "is " + path.realPath() : "leads out, to " + path.realPath();
      case Fact.Machine machine -> machine.cpus() + " CPUs, logs with " + machine.logDriver();
      case Fact.Usage usage -> usage.containers() + " containers";
    };
  }

  private static String answer(Verdict.View view) {
    return switch (view) {
      case RELAY, SESSION -> "as the engine gives it";
      case GRPC -> "each of its gRPC calls decided by itself";
      case NOTHING_PRUNED -> "that nothing was removed, by the gate itself";
      case MASK_ENVIRONMENT -> "with the values of environment variables masked";
      case OWN_CONTAINER, OWN_CONTAINERS -> "with binds as they were written";
      case SHARED_CONTAINER -> "with the values of environment variables masked";
      case MASK_INFO -> "without what tells of the host";
      case FILTER_IMAGES,
          FILTER_VOLUMES,
          FILTER_NETWORKS,
          FILTER_NETWORK_CONTAINERS,
          FILTER_EVENTS,
          FILTER_DISK_USAGE ->
          "without what the principal may not see";
    };
  }

  private static String owner(@Nullable String owner) {
    return owner == null ? "is nobody's" : "belongs to " + owner;
  }

  private static String requestLine(Call call) {
    return call.operation().method().name() + " " + TargetWriter.write(call);
  }

  private static @Nullable String body(Call call) {
    Body body = call.body();
    return body == null ? null : Json.pretty(Json.parse(BodyWriter.write(body)));
  }
}
