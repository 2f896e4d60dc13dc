package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.Filters;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.View;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
  private static final String OWNER = "dev.cofferdam.owner=ann";

  private final Scene scene = new Scene();

  @Test
  void imagesArePrunedByTheirOwnLabel() {
    assertThat(sent(Operation.IMAGE_PRUNE, null))
        .isEqualTo("{\"label\":{\"dev.cofferdam.image-owner=ann\":true}}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CONTAINER_LIST", "CONTAINER_PRUNE", "NETWORK_PRUNE", "VOLUME_PRUNE"})
  void listsAndPrunesGetTheOwnersLabel(Operation operation) {
    assertThat(sent(operation, null)).isEqualTo("{\"label\":{\"" + OWNER + "\":true}}");
    assertThat(sent(operation, "{\"label\":[\"a=b\"]}"))
        .isEqualTo("{\"label\":{\"a=b\":true,\"" + OWNER + "\":true}}");
    assertThat(sent(operation, "{\"label\":{\"dev.cofferdam.owner=bob\":false}}"))
        .contains("owner=bob", OWNER);
    assertThat(sent(operation, "{\"label\":null}")).contains(OWNER);
    assertThat(sent(operation, "null")).contains(OWNER);
  }

  /** The engine cannot list by label what is shared by name; the view drops what is not seen. */
  @Test
  void networksAreFilteredInTheAnswerWhereSomeAreShared() {
    assertThat(view(Operation.NETWORK_LIST)).isEqualTo(View.FILTER_NETWORKS);
    assertThat(sent(Operation.NETWORK_LIST, "{\"label\":[\"a=b\"]}"))
        .isEqualTo("{\"label\":{\"a=b\":true}}");
  }

  @Test
  void anyFiltersStayAndTheOwnersIsAmongThem() throws BodyException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    List<String> keys = List.of("label", "name", "id", "status", "volume");
    List<String> values = List.of("a", "b=c", "\"", "\\", "ü", OWNER, "dev.cofferdam.owner=bob");
    for (int i = 0; i < 2_000; i++) {
      Map<String, List<String>> wanted = new java.util.LinkedHashMap<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        wanted.put(
            keys.get(random.nextInt(keys.size())),
            random
                .ints(random.nextInt(3), 0, values.size())
                .mapToObj(values::get)
                .distinct()
                .toList());
      }
      Filters before = new Filters(wanted);
      Filters after = Filters.read(sent(Operation.CONTAINER_LIST, before.write()));
      assertThat(after.values("label")).contains(OWNER).containsAll(before.values("label"));
      before
          .values()
          .forEach((key, list) -> {
            if (!key.equals("label")) {
              assertThat(after.values(key)).isEqualTo(list);
            }
          });
      assertThat(sent(Operation.CONTAINER_LIST, after.write())).isEqualTo(after.write());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"unknown\":[\"a\"]}",
        "{\"Label\":[\"a\"]}",
        "{\"label\":\"a\"}",
        "{\"label\":[\"a\"],\"label\":[\"b\"]}",
        "{\"label\":[\"a\"],\"name\":{\"b\":true}}",
        "{\"label\":[\"a\"]} x",
        "[]",
        "x"
      })
  void filtersThatAreNotUnderstoodAreRefused(String filters) {
    var finding = finding(scene.decide(call(Operation.CONTAINER_LIST, filters)));
    assertThat(finding.rule()).isEqualTo("request.filters");
    assertThat(finding.status()).isEqualTo(400);
  }

  @Test
  void whatCarriesNoLabelsIsFilteredInTheResponse() {
    assertThat(view(Operation.VOLUME_LIST)).isEqualTo(View.FILTER_VOLUMES);
    assertThat(view(Operation.IMAGE_LIST)).isEqualTo(View.FILTER_IMAGES);
    assertThat(view(Operation.SYSTEM_EVENTS)).isEqualTo(View.FILTER_EVENTS);
    assertThat(view(Operation.SYSTEM_DATA_USAGE)).isEqualTo(View.FILTER_DISK_USAGE);
    assertThat(view(Operation.SYSTEM_INFO)).isEqualTo(View.MASK_INFO);
  }

  private View view(Operation operation) {
    return forward(scene.decide(call(operation, null))).view();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-ef", "aux", "-o pid,cmd", "-eo pid,ppid,user,args", "-e -o pid,%cpu,comm"})
  void usualArgumentsForPsPass(String arguments) {
    assertThat(top(arguments)).isInstanceOf(Verdict.Forward.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e",
        "auxe",
        "-o pid,environ",
        "-o",
        "-o pid -C sh",
        "--pid 1",
        "-p1",
        "-ef;id",
        "-o pid=x,cmd",
        "-ef\n",
        "axo pid,label"
      })
  void otherArgumentsForPsAreRefused(String arguments) {
    assertThat(finding(top(arguments)).rule()).isEqualTo("container.top-arguments");
  }

  private Verdict top(String arguments) {
    return scene.decide(
        new Call(
            Operation.CONTAINER_TOP,
            new ApiVersion(41),
            List.of("mine"),
            Query.of(Map.of("ps_args", List.of(arguments))),
            null));
  }

  @Test
  void checkpointsLinksAndShadowingNamesAreRefused() {
    assertThat(
            finding(scene.decide(Operation.CONTAINER_START, "mine", "checkpoint-dir=/x", null))
                .rule())
        .isEqualTo("container.checkpoint");
    assertThat(finding(scene.decide(Operation.CONTAINER_DELETE, "mine", "link=1", null)).rule())
        .isEqualTo("container.link-delete");
    assertThat(
            finding(scene.decide(Operation.CONTAINER_RENAME, "mine", "name=" + Scene.THEIRS, null))
                .rule())
        .isEqualTo("name.shadows-id");
  }

  @Test
  void anExecIsNeitherPrivilegedNorInProc() {
    assertThat(exec("\"Privileged\":true")).isEqualTo("exec.privileged");
    assertThat(exec("\"WorkingDir\":\"/proc/self/fd/7\"")).isEqualTo("exec.working-dir");
    assertThat(exec("\"WorkingDir\":\"//./proc/self/fd/7\"")).isEqualTo("exec.working-dir");
    assertThat(exec("\"WorkingDir\":\"/x/../proc/self/fd/7\"")).isEqualTo("exec.working-dir");
    assertThat(
            Scene.json(
                scene.decide(
                    Operation.CONTAINER_EXEC,
                    "mine",
                    "",
                    "{\"Cmd\":[\"sh\"],\"User\":\"0\",\"WorkingDir\":\"/app\"}")))
        .contains("\"Cmd\":[\"sh\"]");
  }

  private String exec(String member) {
    return finding(scene.decide(Operation.CONTAINER_EXEC, "mine", "", "{" + member + "}")).rule();
  }

  @Test
  void anUpdateKeepsTheCeilings() {
    assertThat(update("\"Memory\":2000000000")).isEqualTo("limit.memory");
    assertThat(update("\"MemorySwap\":-1")).isEqualTo("limit.memory-swap");
    assertThat(update("\"PidsLimit\":0")).isEqualTo("limit.pids");
    assertThat(update("\"PidsLimit\":-1")).isEqualTo("limit.pids");
    assertThat(update("\"NanoCpus\":3000000000")).isEqualTo("limit.cpus");
    assertThat(update("\"CpuQuota\":-1")).isEqualTo("limit.cpus");
    assertThat(update("\"CpuPeriod\":1000")).isEqualTo("limit.cpus");
    assertThat(update("\"Devices\":[{\"PathOnHost\":\"/dev/sda\"}]")).isEqualTo("container.member");
    assertThat(
            Scene.json(
                scene.decide(
                    Operation.CONTAINER_UPDATE,
                    "mine",
                    "",
                    "{\"Memory\":1000000,\"CpuShares\":2}")))
        .contains("\"Memory\":1000000", "\"MemorySwap\":1000000");
  }

  private String update(String member) {
    return finding(scene.decide(Operation.CONTAINER_UPDATE, "mine", "", "{" + member + "}")).rule();
  }

  private String sent(Operation operation, @Nullable String filters) {
    String text = forward(scene.decide(call(operation, filters))).call().query().first("filters");
    return java.util.Objects.requireNonNull(text);
  }

  private static Call call(Operation operation, @Nullable String filters) {
    return new Call(
        operation,
        new ApiVersion(41),
        List.of(),
        filters == null ? Query.empty() : Query.of(Map.of("filters", List.of(filters))),
        null);
  }
}
