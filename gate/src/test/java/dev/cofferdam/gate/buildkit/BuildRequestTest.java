package dev.cofferdam.gate.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BuildKitBuild;
import dev.cofferdam.engine.buildkit.Bridge;
import dev.cofferdam.engine.buildkit.Solve;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.proto.Message;
import dev.cofferdam.policy.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build as policies see it, and as it goes up. */
class BuildRequestTest {
  private static final ApiVersion VERSION = new ApiVersion(45);

  private static Message solve() {
    return Solve.LAYOUT.empty().with(Solve.REF, "r").with(Solve.SESSION, "s");
  }

  private static BuildRequest request(Map<String, String> options) {
    Message direction =
        Bridge.SolveCall.LAYOUT
            .empty()
            .with(Bridge.SolveCall.FRONTEND, "dockerfile.v0")
            .with(Bridge.SolveCall.FRONTEND_OPT, options);
    Message exporter =
        Solve.Exporter.LAYOUT
            .empty()
            .with(Solve.Exporter.TYPE, "moby")
            .with(Solve.Exporter.ATTRS, Map.of("name", "a:1,b:2"));
    return BuildRequest.of(solve().with(Solve.EXPORTERS, List.of(exporter)), direction);
  }

  private static Body body(Call call) {
    return Objects.requireNonNull(call.body());
  }

  private static Message written(BuildRequest request, Call call) throws Exception {
    return Message.read(
        Solve.LAYOUT, request.write(call, "ann", "upstream-ref", "upstream-session", null));
  }

  @Test
  void optionsOfTheFrontendAreTheQueryOfAClassicBuild() {
    Call call =
        request(
                Map.of(
                    "filename", "Dockerfile.dev",
                    "target", "app",
                    "build-arg:A", "1",
                    "label:l", "v",
                    "add-hosts", "x=1.2.3.4,y=5.6.7.8",
                    "force-network-mode", "none",
                    "ulimit", "nofile=10:20",
                    "shm-size", "64",
                    "context:c", "docker-image://alpine"))
            .call(VERSION);
    assertThat(call.query().all("t")).containsExactly("a:1", "b:2");
    assertThat(call.query().first("dockerfile")).isEqualTo("Dockerfile.dev");
    assertThat(call.query().first("target")).isEqualTo("app");
    assertThat(call.query().first("buildargs")).isEqualTo("{\"A\":\"1\"}");
    assertThat(call.query().first("labels")).isEqualTo("{\"l\":\"v\"}");
    assertThat(call.query().all("extrahosts")).containsExactly("x=1.2.3.4", "y=5.6.7.8");
    assertThat(call.query().first("networkmode")).isEqualTo("none");
    assertThat(call.query().first("ulimits")).contains("nofile", "10", "20");
    assertThat(call.query().first("shmsize")).isEqualTo("64");
    assertThat(body(call).get(BuildKitBuild.CONTEXTS, Map.of()))
        .isEqualTo(Map.of("c", "docker-image://alpine"));
    assertThat(body(call).get(BuildKitBuild.UNKNOWN, List.of())).isEmpty();
  }

  @Test
  void whatWasDecidedGoesUpAndNothingElse() throws Exception {
    BuildRequest request = request(Map.of("build-arg:A", "1", "label:l", "v", "vcs:source", "x"));
    Call call = request.call(VERSION);
    call = call.withQuery(call.query().with("t", "docker.io/library/a:1").with("labels", "{}"));
    Message up = written(request, call);
    assertThat(up.get(Solve.REF, "")).isEqualTo("upstream-ref");
    assertThat(up.get(Solve.SESSION, "")).isEqualTo("upstream-session");
    assertThat(up.get(Solve.FRONTEND, "")).isEqualTo("dockerfile.v0");
    assertThat(up.get(Solve.EXPORTER_ATTRS, Map.of()))
        .isEqualTo(Map.of("name", "docker.io/library/a:1"));
    assertThat(up.get(Solve.FRONTEND_ATTRS, Map.of()))
        .isEqualTo(
            Map.of(
                "build-arg:A",
                "1",
                "build-arg:BUILDKIT_CACHE_MOUNT_NS",
                "ann",
                "cmdline",
                "dockerfile.v0"));
  }

  @Test
  void aCacheNamespaceOfTheCallersStaysInsideThePrincipals() throws Exception {
    BuildRequest request = request(Map.of("build-arg:BUILDKIT_CACHE_MOUNT_NS", "bob"));
    assertThat(written(request, request.call(VERSION)).get(Solve.FRONTEND_ATTRS, Map.of()))
        .containsEntry("build-arg:BUILDKIT_CACHE_MOUNT_NS", "ann/bob");
  }

  @Test
  void noSyntaxOfTheCallersChoosesAFrontend() throws Exception {
    BuildRequest request = request(Map.of("build-arg:BUILDKIT_SYNTAX", "evil/frontend"));
    assertThat(written(request, request.call(VERSION)).get(Solve.FRONTEND_ATTRS, Map.of()))
        .doesNotContainKey("build-arg:BUILDKIT_SYNTAX")
        .containsKey("cmdline");
    assertThat(request.dropped()).containsExactly("build-arg:BUILDKIT_SYNTAX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source",
        "cmdline",
        "requestid",
        "gateway-devel",
        "context ",
        "Filename",
        "attest:sbom",
        "ulimit",
        "image-resolve-mode",
        "contextkey",
        "dockerfilekey",
        "hostname",
        "device"
      })
  void optionsThatNobodyKnowsAreReported(String name) {
    Call call = request(Map.of(name, "a value;with anything\n")).call(VERSION);
    assertThat(body(call).get(BuildKitBuild.UNKNOWN, List.of())).hasSize(1);
  }

  @Test
  void onlyWhatTheSessionItselfUploadsIsNoAddressToFetch() throws Exception {
    BuildRequest upload = request(Map.of("context", "http://buildkit-session/k2j4h5"));
    assertThat(upload.upload()).contains("http://buildkit-session/k2j4h5");
    assertThat(upload.call(VERSION).query().first("remote", "")).isEmpty();
    assertThat(written(upload, upload.call(VERSION)).get(Solve.FRONTEND_ATTRS, Map.of()))
        .containsEntry("context", "http://buildkit-session/k2j4h5");
    for (String other :
        List.of(
            "http://buildkit-session.example.org/a",
            "http://buildkit-session:80/a",
            "http://buildkit-session/a?b",
            "http://buildkit-session/../a",
            "http://me@buildkit-session/a",
            "https://buildkit-session/a",
            "http://BUILDKIT-SESSION/a",
            "http://buildkit-session/a\n")) {
      BuildRequest request = request(Map.of("context", other));
      assertThat(request.upload()).isEmpty();
      assertThat(request.call(VERSION).query().first("remote", "")).isEqualTo(other);
    }
  }

  @Test
  void everyPlaceThatNamesACacheIsSeen() {
    Message cache =
        Solve.CacheOptions.LAYOUT
            .empty()
            .with(Solve.CacheOptions.IMPORT_REFS, List.of("one:1"))
            .with(Solve.CacheOptions.EXPORT_REF, "out:1")
            .with(
                Solve.CacheOptions.IMPORTS,
                List.of(
                    Solve.CacheOption.LAYOUT
                        .empty()
                        .with(Solve.CacheOption.TYPE, "s3")
                        .with(Solve.CacheOption.ATTRS, Map.of("bucket", "b"))));
    Call call =
        BuildRequest.of(
                solve()
                    .with(Solve.CACHE, cache)
                    .with(Solve.FRONTEND, "dockerfile.v0")
                    .with(
                        Solve.FRONTEND_ATTRS,
                        Map.of(
                            "cache-from",
                            "two:1",
                            "cache-imports",
                            "[{\"Type\":\"registry\",\"Attrs\":{\"ref\":\"three:1\"}}]")),
                null)
            .call(VERSION);
    assertThat(call.query().first("cachefrom")).isEqualTo("[\"one:1\",\"two:1\",\"three:1\"]");
    assertThat(body(call).get(BuildKitBuild.CACHE_IMPORTS, List.of())).containsExactly("s3");
    assertThat(body(call).get(BuildKitBuild.CACHE_EXPORTS, List.of())).containsExactly("registry");
  }
}
