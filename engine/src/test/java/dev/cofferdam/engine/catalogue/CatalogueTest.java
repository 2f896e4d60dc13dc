package dev.cofferdam.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import dev.cofferdam.engine.catalogue.Catalogue.Match;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  /** Routes that Docker's reference does not list, and the operations that stand for them. */
  private static final Map<String, Operation> UNDOCUMENTED =
      Map.ofEntries(
          Map.entry("POST /grpc", Operation.BUILD_KIT_GRPC),
          Map.entry("POST /build/cancel", Operation.BUILD_CANCEL),
          Map.entry("GET /containers/{name:.*}/checkpoints", Operation.CHECKPOINT_LIST),
          Map.entry("POST /containers/{name:.*}/checkpoints", Operation.CHECKPOINT_CREATE),
          Map.entry(
              "DELETE /containers/{name}/checkpoints/{checkpoint}", Operation.CHECKPOINT_DELETE),
          Map.entry("GET /networks/", Operation.NETWORK_LIST),
          Map.entry("OPTIONS /{anyroute:.*}", Operation.OPTIONS),
          Map.entry("GET /debug/vars", Operation.DEBUG_VARS),
          Map.entry("GET /debug/pprof/", Operation.DEBUG_PPROF),
          Map.entry("GET /debug/pprof/cmdline", Operation.DEBUG_PPROF_CMDLINE),
          Map.entry("GET /debug/pprof/profile", Operation.DEBUG_PPROF_PROFILE),
          Map.entry("GET /debug/pprof/symbol", Operation.DEBUG_PPROF_SYMBOL),
          Map.entry("GET /debug/pprof/trace", Operation.DEBUG_PPROF_TRACE),
          Map.entry("GET /debug/pprof/{name}", Operation.DEBUG_PPROF_NAMED),
          Map.entry("POST /containers/{name:.*}/copy", Operation.CONTAINER_COPY),
          Map.entry("GET /metrics", Operation.METRICS));

  record Row(String method, String path, String operation, String source) {
    String route() {
      return method + " " + path;
    }
  }

  static List<Row> rows() throws IOException {
    return lines("/endpoints.csv").stream()
        .map(line -> line.split(",", 4))
        .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3]))
        .toList();
  }

  static List<String> lines(String resource) throws IOException {
    try (InputStream in = CatalogueTest.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().skip(1).toList();
    }
  }

  @Test
  void theTableHasAllRows() throws IOException {
    assertThat(rows()).hasSize(127);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowOfTheTableIsCovered(Row row) {
    switch (row.source()) {
      case "legacy behaviour" -> {
        // A second meaning of the body of two operations. A start takes no body at all, and
        // MemberDangerTest shows that ContainerCreate has no member of HostConfig at its top level.
        if (row.path().startsWith("/containers/{id}/start")) {
          assertThat(Operation.CONTAINER_START.body()).isEqualTo(RequestBody.NONE);
        } else {
          assertThat(row.path()).startsWith("/containers/create");
        }
      }
      case "listener" ->
          // HTTP/2 without an upgrade on any path: the gate speaks HTTP/1.1 on its listeners and to
          // the engine, so there is no operation for it and no method of that name.
          assertThat(Method.of(row.method())).isEmpty();
      default -> {
        Match match = find(row.method(), row.path().replaceAll("\\{[^}]*}", "example"));
        assertNotNull(match, row.route());
        if (row.source().equals("swagger")) {
          assertThat(match.operation().id()).isEqualTo(row.operation());
        } else {
          assertThat(match.operation()).isEqualTo(UNDOCUMENTED.get(row.route()));
        }
        // Whatever the path of OPTIONS, no part of it is a name.
        if (match.operation() != Operation.OPTIONS) {
          assertThat(match.variables())
              .hasSize((int) row.path().chars().filter(c -> c == '{').count())
              .allMatch("example"::equals);
        }
      }
    }
  }

  @Test
  void everyOperationIsInTheTable() throws IOException {
    Set<String> documented =
        Set.copyOf(
            rows().stream()
                .filter(row -> row.source().equals("swagger"))
                .map(Row::operation)
                .toList());
    for (Operation operation : Operation.values()) {
      if (!documented.contains(operation.id()) && !UNDOCUMENTED.containsValue(operation)) {
        fail(operation + " is in no table");
      }
    }
  }

  @Test
  void everyDocumentedQueryNameIsKnown() throws IOException {
    for (String line : lines("/queryparams.csv")) {
      String[] cells = line.split(",");
      Match match = find(cells[0], cells[1].replaceAll("\\{[^}]*}", "example"));
      assertNotNull(match, line);
      assertThat(match.operation().queryNames()).as(line).contains(cells[2]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE_BUILD, cgroupparent cpusetmems ulimits securityopt isolation session buildid",
    "CONTAINER_START, checkpoint checkpoint-dir",
    "CHECKPOINT_LIST, dir",
    "CHECKPOINT_DELETE, dir",
    "CONTAINER_LOGS, format",
    "IMAGE_LIST, filter",
    "CONTAINER_LIST, before",
    "BUILD_CANCEL, id",
    "CONTAINER_DELETE, link"
  })
  void queryNamesThatHandlersReadWithoutDocumentingThemAreKnown(Operation operation, String names) {
    assertThat(operation.queryNames()).contains(names.split(" "));
  }

  @Test
  void onlyTheNamesThatTheEngineReadsInFullMayRepeat() {
    assertThat(Operation.IMAGE_BUILD.repeats("t")).isTrue();
    assertThat(Operation.IMAGE_BUILD.repeats("securityopt")).isTrue();
    assertThat(Operation.IMAGE_CREATE.repeats("changes")).isTrue();
    assertThat(Operation.IMAGE_BUILD.repeats("labels")).isFalse();
    assertThat(Operation.CONTAINER_LIST.repeats("filters")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /images/a/get, IMAGE_GET, a",
    "GET, /images/a/get/get, IMAGE_GET, a/get",
    "GET, /images/get/get, IMAGE_GET, get",
    "GET, /images/json/json, IMAGE_INSPECT, json",
    "GET, /images/host:5000/team/app/json, IMAGE_INSPECT, host:5000/team/app",
    "GET, /images/a/history/json, IMAGE_INSPECT, a/history",
    "POST, /images/team/app/push, IMAGE_PUSH, team/app",
    "DELETE, /images/team/app:1, IMAGE_DELETE, team/app:1",
    "GET, /distribution/a/b/json, DISTRIBUTION_INSPECT, a/b",
    "DELETE, /plugins/a/b, PLUGIN_DELETE, a/b",
    "GET, /containers/json/json, CONTAINER_INSPECT, json",
    "POST, /containers/create/start, CONTAINER_START, create",
    "DELETE, /containers/create, CONTAINER_DELETE, create",
    "GET, /volumes/create, VOLUME_INSPECT, create",
    "GET, /containers/a/attach/ws, CONTAINER_ATTACH_WEBSOCKET, a"
  })
  void aNameIsWhatTheEngineTakesForIt(
      Method method, String path, Operation operation, String name) {
    assertThat(Catalogue.find(method, path)).isEqualTo(new Match(operation, List.of(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /images/json, IMAGE_LIST",
    "GET, /images/get, IMAGE_GET_ALL",
    "GET, /images/search, IMAGE_SEARCH",
    "GET, /networks, NETWORK_LIST",
    "GET, /networks/, NETWORK_LIST",
    "POST, /networks/prune, NETWORK_PRUNE",
    "GET, /debug/pprof/, DEBUG_PPROF",
    "HEAD, /_ping, SYSTEM_PING_HEAD",
    "OPTIONS, /, OPTIONS",
    "OPTIONS, /debug/vars, OPTIONS"
  })
  void aPathWithoutANameHasNoTarget(Method method, String path, Operation operation) {
    Match match = Catalogue.find(method, path);
    assertNotNull(match);
    assertThat(match.operation()).isEqualTo(operation);
    assertThat(match.target()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /containers/a/b/json",
        "GET /containers//json",
        "GET /containers/json/",
        "GET /containers/",
        "GET /containers",
        "GET /images//json",
        "GET /images//a/json",
        "GET /images/a//json",
        "GET /images/a//b/json",
        "DELETE /images/",
        "DELETE /images/a/",
        "DELETE /plugins/",
        "GET /volumes/",
        "GET /volumes/a/b",
        "POST /networks/",
        "DELETE /networks/",
        "GET /networks/a/b",
        "GET /exec//json",
        "POST /exec/a/b/start",
        "GET /services/a/b",
        "DELETE /containers/a/checkpoints/",
        "DELETE /containers//checkpoints/b",
        "DELETE /containers/a/b/checkpoints/c",
        "DELETE /containers/a/checkpoints/b/c",
        "GET /debug/pprof",
        "GET /debug/pprof/a/b",
        "GET /info/",
        "GET /INFO",
        "GET /Containers/json",
        "GET /",
        "POST /info",
        "HEAD /containers/json",
        "GET /v1.41/info",
        "GET /volumes/create/",
        "PUT /images/a"
      })
  void aPathOutsideTheTableIsNotFound(String route) {
    String[] parts = route.split(" ");
    assertThat(find(parts[0], parts[1])).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Get", "PATCH", "TRACE", "CONNECT", "", " GET", "ＧＥＴ"})
  void aMethodOfAnotherSpellingIsNone(String token) {
    assertThat(Method.of(token)).isEmpty();
  }

  private static @org.jspecify.annotations.Nullable Match find(String method, String path) {
    return Catalogue.find(Method.of(method).orElseThrow(), path);
  }
}
