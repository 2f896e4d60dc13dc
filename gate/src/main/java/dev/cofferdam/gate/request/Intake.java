package dev.cofferdam.gate.request;

import dev.cofferdam.engine.body.Bodies;
import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.RegistryAuth;
import dev.cofferdam.engine.body.Shape;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Catalogue;
import dev.cofferdam.engine.catalogue.Method;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.catalogue.RequestBody;
import dev.cofferdam.gate.http.BodyLength;
import dev.cofferdam.gate.http.Headers;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.policy.BodyReading;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The first half of a request's way: from a head to a canonical call that the policy admits. */
public final class Intake {
  private static final List<String> STREAM_TYPES =
      List.of("application/x-tar", "application/tar", "application/octet-stream", "text/plain");

  private Intake() {}

  /**
   * Admits a request.
   *
   * @param networked whether browsers can reach the listener
   * @param names told the method and the decoded path as soon as they are known, for the journal
   * @throws HttpException when the request cannot be read in one way only
   * @throws Refusal when it can, and may not pass
   */
  public static Admitted admit(
      RequestHead head,
      Principal principal,
      boolean networked,
      Policy policy,
      EngineTraits engine,
      BiConsumer<String, String> names)
      throws HttpException, Refusal {
    Target target = Target.parse(head.target());
    names.accept(head.method(), target.path());
    Optional<Method> method = Method.of(head.method());
    Catalogue.Match match = method.isEmpty() ? null : Catalogue.find(method.get(), target.path());
    if (networked) {
      BrowserGuard.check(head.headers(), match);
    }
    if (match == null) {
      throw new Refusal(new Finding("operation.unknown", 404, "page not found", ""));
    }
    Operation operation = match.operation();
    Optional<Verdict> objection = policy.admit(principal, operation, target.version());
    if (objection.isPresent()) {
      throw new Refusal(finding(objection.get()));
    }
    boolean passesAllNames =
        switch (policy.settings().preset()) {
          case COMPAT, TRANSPARENT -> true;
          case OBSERVE, DEVELOP -> false;
        };
    List<String> dropped = new ArrayList<>(0);
    Query query = query(operation, target.query(), passesAllNames, dropped);
    ApiVersion version = target.version() == null ? engine.newest() : target.version();
    BodyReading reading =
        operation.body() == RequestBody.NONE ? BodyReading.TYPED : policy.reading(operation);
    Shape shape =
        reading == BodyReading.TYPED && operation.body() == RequestBody.JSON
            ? Bodies.shapeOf(operation)
            : null;
    return new Admitted(
        head,
        new Call(operation, version, match.variables(), query, null),
        reading,
        shape,
        contentType(head, operation),
        registryHeaders(operation, head.headers(), passesAllNames),
        List.copyOf(dropped));
  }

  private static Finding finding(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Deny(Finding finding) -> finding;
      case Verdict.Ask(Finding finding) -> finding;
      case Verdict.Forward _ ->
          throw new IllegalStateException("a policy objects with a refusal, not with a forward");
    };
  }

  private static Query query(
      Operation operation,
      Map<String, List<String>> given,
      boolean passesAllNames,
      List<String> dropped) {
    if (given.isEmpty()) {
      return Query.empty();
    }
    Map<String, List<String>> kept = new LinkedHashMap<>();
    if (passesAllNames) {
      given.forEach((name, values) ->
          kept.put(name, operation.repeats(name) ? values : List.of(values.getFirst())));
      return Query.of(kept);
    }
    for (String name : operation.queryNames()) {
      List<String> values = given.get(name);
      if (values != null) {
        kept.put(name, operation.repeats(name) ? values : List.of(values.getFirst()));
      }
    }
    for (String name : given.keySet()) {
      if (!kept.containsKey(name)) {
        dropped.add(name.length() > 40 ? name.substring(0, 40) + "…" : name);
      }
    }
    return Query.of(kept);
  }

  /**
   * What the engine is told about the body. Go's server reads a urlencoded or multipart body as
   * parameters that beat the query, so no such type ever goes up.
   */
  private static @Nullable String contentType(RequestHead head, Operation operation)
      throws HttpException {
    if (head.body() instanceof BodyLength.None) {
      return null;
    }
    String given = head.headers().only("content-type");
    String type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (operation.body()) {
      case NONE -> null;
      case JSON -> {
        if (!type.equals("application/json")) {
          throw new HttpException(
              415, "the body of this request must be sent as Content-Type: application/json");
        }
        yield "application/json";
      }
      case STREAM -> {
        if (!type.isEmpty() && !STREAM_TYPES.contains(type)) {
          throw new HttpException(
              415, "the body of this request must be sent as Content-Type: application/x-tar");
        }
        yield "application/x-tar";
      }
    };
  }

  private static Map<String, String> registryHeaders(
      Operation operation, Headers headers, boolean relayed) throws HttpException {
    try {
      return switch (operation) {
        case IMAGE_CREATE,
            IMAGE_PUSH,
            DISTRIBUTION_INSPECT,
            PLUGIN_PULL,
            PLUGIN_PUSH,
            PLUGIN_UPGRADE,
            GET_PLUGIN_PRIVILEGES,
            SERVICE_CREATE,
            SERVICE_UPDATE -> {
          String auth = headers.only("x-registry-auth");
          yield auth == null
              ? Map.of()
              : Map.of("X-Registry-Auth", RegistryAuth.write(RegistryAuth.read(auth)));
        }
        case IMAGE_BUILD -> {
          String config = headers.only("x-registry-config");
          yield config == null
              ? Map.of()
              : Map.of(
                  "X-Registry-Config", RegistryAuth.writeConfig(RegistryAuth.readConfig(config)));
        }
        default -> Map.of();
      };
    } catch (BodyException e) {
      if (relayed) {
        return Map.of();
      }
      throw new HttpException(400, e.getMessage());
    }
  }
}
