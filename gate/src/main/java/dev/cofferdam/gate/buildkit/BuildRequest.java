package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.BuildKitBuild;
import dev.cofferdam.engine.body.QueryValues;
import dev.cofferdam.engine.buildkit.Bridge;
import dev.cofferdam.engine.buildkit.Solve;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.engine.proto.Message;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client wants built, as the build call that policies decide, and as BuildKit takes it. */
final class BuildRequest {
  private static final String CACHE_NAMESPACE = "BUILDKIT_CACHE_MOUNT_NS";

  private final Message request;
  private final FrontendOptions options;
  private final List<Message> exporters;
  private final List<Message> cacheImports = new ArrayList<>();
  private final List<String> unknown;

  private BuildRequest(Message request, Map<String, String> given, List<String> unknown) {
    this.request = request;
    this.options = new FrontendOptions(given);
    this.unknown = unknown;
    unknown.addAll(options.unknown);
    this.exporters = exporters(request);
    CacheImports.read(given, request, cacheImports, unknown);
  }

  /**
   * @param direction the client's direction of the bridge, or null when the request says it all
   */
  static BuildRequest of(Message request, @Nullable Message direction) {
    List<String> unknown = new ArrayList<>();
    if (request.has(Solve.SOURCE_POLICY) || request.has(Solve.SOURCE_POLICY_SESSION)) {
      unknown.add("source-policy");
    }
    if (request.has(Solve.ENABLE_SESSION_EXPORTER)) {
      unknown.add("session-exporter");
    }
    if (direction == null) {
      return new BuildRequest(request, request.get(Solve.FRONTEND_ATTRS, Map.of()), unknown);
    }
    if (direction.has(Bridge.SolveCall.SOURCE_POLICIES)) {
      unknown.add("source-policy");
    }
    if (direction.has(Bridge.SolveCall.EXPORTER_ATTR)) {
      unknown.add("exporter-attr");
    }
    Message whole =
        request
            .with(Solve.FRONTEND, direction.get(Bridge.SolveCall.FRONTEND, ""))
            .with(Solve.DEFINITION, direction.get(Bridge.SolveCall.DEFINITION, new byte[0]))
            .with(Solve.FRONTEND_INPUTS, direction.get(Bridge.SolveCall.FRONTEND_INPUTS, Map.of()));
    return new BuildRequest(whole, direction.get(Bridge.SolveCall.FRONTEND_OPT, Map.of()), unknown);
  }

  private static List<Message> exporters(Message request) {
    List<Message> several = request.get(Solve.EXPORTERS, List.of());
    if (!several.isEmpty() || !request.has(Solve.EXPORTER)) {
      return several;
    }
    return List.of(
        Solve.Exporter.LAYOUT
            .empty()
            .with(Solve.Exporter.TYPE, request.get(Solve.EXPORTER, ""))
            .with(Solve.Exporter.ATTRS, request.get(Solve.EXPORTER_ATTRS, Map.of())));
  }

  /** The session that the client names; empty for none. */
  String session() {
    return request.get(Solve.SESSION, "");
  }

  List<String> dropped() {
    return options.dropped;
  }

  /** The context that the client uploads through its session, if that is what it is. */
  Optional<String> upload() {
    return options.upload();
  }

  /** Whether the image of a name is to be fetched even if it is here. */
  boolean pulls() {
    return options.plain.getOrDefault("image-resolve-mode", "").equals("pull");
  }

  /** The first platform that is built for, or an empty string. */
  String platform() {
    List<String> platform = options.query.getOrDefault("platform", List.of());
    return platform.isEmpty() || platform.getFirst().contains(",") ? "" : platform.getFirst();
  }

  /** The call that is decided. */
  Call call(ApiVersion version) {
    Map<String, List<String>> query = new LinkedHashMap<>(options.query);
    query.put("version", List.of("2"));
    List<String> types = new ArrayList<>();
    Map<String, String> attrs = new LinkedHashMap<>();
    List<String> tags = new ArrayList<>();
    for (Message exporter : exporters) {
      String type = exporter.get(Solve.Exporter.TYPE, "");
      types.add(FrontendOptions.shown(type));
      exporter
          .get(Solve.Exporter.ATTRS, Map.of())
          .forEach((name, value) -> {
            if (name.equals("name")) {
              if (intoEngine(type)) {
                tags.addAll(Arrays.asList(value.split(",", -1)));
              }
            } else {
              attrs.put(FrontendOptions.shown(name), value);
            }
          });
    }
    if (!tags.isEmpty()) {
      query.put("t", tags);
    }
    List<String> images = CacheImports.images(cacheImports);
    if (!images.isEmpty()) {
      query.put("cachefrom", List.of(QueryValues.write(QueryValues.CACHE_FROM, images)));
    }
    Body body =
        BuildKitBuild.SHAPE
            .empty()
            .with(BuildKitBuild.FRONTEND, request.get(Solve.FRONTEND, ""))
            .with(
                BuildKitBuild.DEFINITION,
                request.has(Solve.DEFINITION) || request.has(Solve.FRONTEND_INPUTS))
            .with(
                BuildKitBuild.ENTITLEMENTS,
                request.get(Solve.ENTITLEMENTS, List.of()).stream()
                    .map(FrontendOptions::shown)
                    .toList())
            .with(BuildKitBuild.OUTPUTS, types)
            .with(BuildKitBuild.OUTPUT_ATTRS, attrs)
            .with(BuildKitBuild.CONTEXTS, options.contexts)
            .with(BuildKitBuild.CACHE_EXPORTS, CacheImports.exports(request))
            .with(BuildKitBuild.CACHE_IMPORTS, CacheImports.others(cacheImports))
            .with(BuildKitBuild.UNKNOWN, unknown);
    return new Call(Operation.IMAGE_BUILD, version, List.of(), Query.of(query), body);
  }

  private static boolean intoEngine(String type) {
    return type.equals("moby") || type.equals("image");
  }

  /**
   * The new request.
   *
   * @param decided the call as the policy lets it pass
   * @param principal whose cache mounts it uses
   * @param ref the name of the build at the engine
   * @param session the name of its session at the engine; empty for none
   * @param policy its source policy, or null for none
   */
  byte[] write(Call decided, String principal, String ref, String session, @Nullable Message policy)
      throws BodyException {
    Map<String, String> attrs = options.write(decided.query());
    // Says that a frontend image has been chosen already, so that no # syntax line chooses one.
    attrs.put("cmdline", "dockerfile.v0");
    // Cache mounts are shared by everybody who names the same; so each has names of his own.
    attrs.merge("build-arg:" + CACHE_NAMESPACE, principal, (given, own) -> own + "/" + given);
    CacheImports.write(cacheImports, attrs);
    Message out =
        Solve.LAYOUT
            .empty()
            .with(Solve.REF, ref)
            .with(Solve.SESSION, session)
            .with(Solve.FRONTEND, request.get(Solve.FRONTEND, ""))
            .with(Solve.FRONTEND_ATTRS, attrs)
            .with(Solve.ENTITLEMENTS, request.get(Solve.ENTITLEMENTS, List.of()))
            .with(Solve.CACHE, CacheImports.options(request, cacheImports))
            .with(Solve.INTERNAL, request.get(Solve.INTERNAL, false));
    if (policy != null) {
      out = out.with(Solve.SOURCE_POLICY, policy);
    }
    if (exporters.size() == 1) {
      // Engines before 26 know this form alone, and later ones still read it.
      Message exporter = rewritten(exporters.getFirst(), decided);
      out =
          out.with(Solve.EXPORTER, exporter.get(Solve.Exporter.TYPE, ""))
              .with(Solve.EXPORTER_ATTRS, exporter.get(Solve.Exporter.ATTRS, Map.of()));
    } else if (!exporters.isEmpty()) {
      out =
          out.with(
              Solve.EXPORTERS, exporters.stream().map(each -> rewritten(each, decided)).toList());
    }
    return out.write();
  }

  private static Message rewritten(Message exporter, Call decided) {
    Map<String, String> attrs = new LinkedHashMap<>(exporter.get(Solve.Exporter.ATTRS, Map.of()));
    if (intoEngine(exporter.get(Solve.Exporter.TYPE, "")) && attrs.containsKey("name")) {
      attrs.put("name", String.join(",", decided.query().all("t")));
    }
    return exporter.with(Solve.Exporter.ATTRS, attrs);
  }
}
