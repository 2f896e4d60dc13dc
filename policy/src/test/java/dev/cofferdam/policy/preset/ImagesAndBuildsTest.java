package dev.cofferdam.policy.preset;

import static dev.cofferdam.policy.preset.Scene.ANN;
import static dev.cofferdam.policy.preset.Scene.MINE;
import static dev.cofferdam.policy.preset.Scene.finding;
import static dev.cofferdam.policy.preset.Scene.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Contents;
import dev.cofferdam.policy.Contents.BuildInputs;
import dev.cofferdam.policy.Contents.LoadedTags;
import dev.cofferdam.policy.Query;
import dev.cofferdam.policy.Settings.ImageRules;
import dev.cofferdam.policy.Verdict;
import dev.cofferdam.policy.Verdict.Sequel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesAndBuildsTest {
  private final Scene scene = new Scene();

  @Test
  void ownAndHostsImagesAreLookedAtAndOnlyOwnOnesRemoved() {
    assertThat(target(Operation.IMAGE_INSPECT, "alpine")).isEqualTo("alpine");
    assertThat(target(Operation.IMAGE_INSPECT, "111111111111")).isEqualTo(Scene.MY_IMAGE);
    assertThat(target(Operation.IMAGE_DELETE, "app")).isEqualTo("app");
    assertThat(rule(Operation.IMAGE_DELETE, "alpine", "")).isEqualTo("image.foreign");
    assertThat(rule(Operation.IMAGE_DELETE, "secret", "")).isEqualTo("image.owner");
    assertThat(rule(Operation.IMAGE_HISTORY, "secret", "")).isEqualTo("image.owner");
    assertThat(rule(Operation.IMAGE_GET, "nothing", "")).isEqualTo("image.owner");
    assertThat(rule(Operation.IMAGE_GET_ALL, null, "names=app&names=secret"))
        .isEqualTo("image.owner");
    assertThat(forward(scene.decide(Operation.IMAGE_DELETE, "app", "", null)).sequel())
        .isEqualTo(Sequel.FORGET_IMAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "alpine, 3.20, docker.io/library/alpine, 3.20",
    "alpine:3.20, '', docker.io/library/alpine, 3.20",
    "docker.io/library/alpine, latest, docker.io/library/alpine, latest",
    "ghcr.io/acme/tool, v1, ghcr.io/acme/tool, v1",
    "alpine:3, latest, docker.io/library/alpine, latest",
  })
  void aPullIsWrittenInOneForm(String image, String tag, String sent, String sentTag) {
    Verdict.Forward forward = forward(pull(image, tag));
    assertThat(forward.call().query().first("fromImage")).isEqualTo(sent);
    assertThat(forward.call().query().first("tag")).isEqualTo(sentTag);
    assertThat(forward.call().query().has("fromSrc")).isFalse();
    assertThat(forward.sequel()).isEqualTo(Sequel.OWN_IMAGES);
  }

  @Test
  void aPullByDigestKeepsTheDigest() {
    String digest = "sha256:" + "7".repeat(64);
    assertThat(forward(pull("alpine", digest)).call().query().first("tag")).isEqualTo(digest);
    assertThat(forward(pull("alpine@" + digest, "")).call().query().first("tag")).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "image.not-allowed, evil/thing, latest",
    "image.registry, 169.254.169.254/x, latest",
    "image.registry, localhost:5000/x, latest",
    "image.all-tags, alpine, ''",
    "image.name, 'alpine:', ''",
    "image.name, ALPINE, latest",
    "image.owner, secret, latest",
  })
  void aPullFromElsewhereIsRefused(String rule, String image, String tag) {
    assertThat(finding(pull(image, tag)).rule()).isEqualTo(rule);
  }

  private Verdict pull(String image, String tag) {
    return scene.decide(
        Operation.IMAGE_CREATE, null, "fromImage=" + image + "&fromSrc=http://x&tag=" + tag, null);
  }

  @Test
  void anImportReadsOnlyTheBody() {
    assertThat(rule(Operation.IMAGE_CREATE, null, "fromSrc=http://10.0.0.1/x"))
        .isEqualTo("image.import");
    assertThat(rule(Operation.IMAGE_CREATE, null, "")).isEqualTo("image.import");
    assertThat(rule(Operation.IMAGE_CREATE, null, "fromSrc=-&repo=alpine"))
        .isEqualTo("image.foreign");
    assertThat(forward(scene.decide(Operation.IMAGE_CREATE, null, "fromSrc=-&repo=new", null)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CMD [\"sh\"]", "LABEL a=b", "label a=\"b c\" d=e", "ENV A=b", "USER 1"})
  void harmlessChangesPass(String change) {
    assertThat(forward(change(change))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ONBUILD RUN x",
        "LABEL a b",
        "LABEL \"dev.cofferdam.owner\"=bob",
        "LABEL $A=b",
        "LABEL a=b\\ dev.cofferdam.owner=bob",
        "CMD x\nONBUILD RUN y",
        "ADD http://x /"
      })
  void otherChangesAreRefused(String change) {
    assertThat(finding(change(change)).rule()).isEqualTo("image.changes");
  }

  @Test
  void aChangeCannotSetReservedLabels() {
    assertThat(finding(change("LABEL a=b traefik.enable=true")).rule())
        .isEqualTo("labels.reserved");
  }

  private Verdict change(String change) {
    var call = Scene.call(Operation.IMAGE_CREATE, null, "fromSrc=-", null);
    return scene.decide(call.withQuery(call.query().with("changes", change)));
  }

  @Test
  void aTagIsSetOnlyWhereItIsFreeOrOwn() {
    Query query = forward(tag("new", "1")).call().query();
    assertThat(query.first("repo")).isEqualTo("docker.io/library/new");
    assertThat(query.first("tag")).isEqualTo("1");
    assertThat(forward(tag("app", "")).call().query().first("tag")).isEqualTo("latest");
    assertThat(finding(tag("alpine", "")).rule()).isEqualTo("image.foreign");
    assertThat(finding(tag("secret", "latest")).rule()).isEqualTo("image.owner");
    assertThat(finding(tag("222222222222", "")).rule()).isEqualTo("name.shadows-id");
    assertThat(rule(Operation.IMAGE_TAG, "secret", "repo=new")).isEqualTo("image.owner");
  }

  private Verdict tag(String repo, String tag) {
    return scene.decide(Operation.IMAGE_TAG, "alpine", "repo=" + repo + "&tag=" + tag, null);
  }

  @Test
  void onlyOwnImagesArePushedAndOnlyWhereAllowed() {
    assertThat(
            forward(scene.decide(Operation.IMAGE_PUSH, "app", "tag=latest", null))
                .call()
                .query()
                .first("tag"))
        .isEqualTo("latest");
    assertThat(rule(Operation.IMAGE_PUSH, "alpine", "tag=latest")).isEqualTo("image.foreign");
    assertThat(rule(Operation.IMAGE_PUSH, "secret", "tag=latest")).isEqualTo("image.owner");
    assertThat(rule(Operation.IMAGE_PUSH, "app", "")).isEqualTo("image.all-tags");
    scene.images(new ImageRules(List.of("ghcr.io/acme/*"), List.of()));
    assertThat(rule(Operation.IMAGE_PUSH, "app", "tag=latest")).isEqualTo("image.not-allowed");
  }

  @Test
  void registriesAreReachedOnlyWhereImagesMayComeFrom() {
    assertThat(forward(scene.decide(Operation.DISTRIBUTION_INSPECT, "alpine", "", null)))
        .isNotNull();
    assertThat(rule(Operation.DISTRIBUTION_INSPECT, "10.0.0.1/x", "")).isEqualTo("image.registry");
    assertThat(rule(Operation.IMAGE_SEARCH, null, "term=10.0.0.1/x")).isEqualTo("image.search");
    assertThat(forward(scene.decide(Operation.IMAGE_SEARCH, null, "term=redis", null))).isNotNull();
    assertThat(login("https://index.docker.io/v1/")).isInstanceOf(Verdict.Forward.class);
    assertThat(login("ghcr.io")).isInstanceOf(Verdict.Forward.class);
    assertThat(finding(login("10.0.0.1:80")).rule()).isEqualTo("registry.login");
    assertThat(finding(login("http://ghcr.io/x")).rule()).isEqualTo("registry.login");
  }

  private Verdict login(String address) {
    return scene.decide(Operation.SYSTEM_AUTH, null, "", "{\"serveraddress\":\"" + address + "\"}");
  }

  @Test
  void aCommitIsOfAnOwnContainer() {
    Verdict.Forward forward =
        forward(scene.decide(Operation.IMAGE_COMMIT, null, "container=mine&repo=snap", null));
    assertThat(forward.call().query().first("container")).isEqualTo(MINE);
    assertThat(forward.call().body()).isNull();
    assertThat(rule(Operation.IMAGE_COMMIT, null, "container=theirs&repo=snap"))
        .isEqualTo("container.owner");
    assertThat(rule(Operation.IMAGE_COMMIT, null, "container=mine&repo=alpine"))
        .isEqualTo("image.foreign");
    assertThat(
            finding(
                    scene.decide(
                        Operation.IMAGE_COMMIT,
                        null,
                        "container=mine",
                        "{\"Labels\":{\"dev.cofferdam.owner\":\"bob\"}}"))
                .rule())
        .isEqualTo("labels.reserved");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "build.buildkit | version=2",
        "build.buildkit | session=abc",
        "build.remote | remote=http://10.0.0.1/x",
        "build.option | cgroupparent=/",
        "build.option | securityopt=seccomp=unconfined",
        "build.option | outputs=[]",
        "build.option | isolation=hyperv",
        "build.option | buildid=upload-request:x",
        "build.network-mode | networkmode=host",
        "container.owner | networkmode=container:theirs",
        "network.owner | networkmode=foreign",
        "container.extra-hosts | extrahosts=m:169.254.169.254",
        "build.dockerfile | dockerfile=../x",
        "build.dockerfile | dockerfile=/etc/passwd",
        "limit.memory | memory=99999999999",
        "limit.memory-swap | memswap=-1",
        "limit.cpus | cpuquota=900000",
        "limit.shm | shmsize=99999999999",
        "request.parameter | memory=1e3",
        "request.parameter | labels=x",
        "request.parameter | buildargs=[]",
        "container.ulimits | ulimits=[{\"Name\":\"rtprio\",\"Soft\":1,\"Hard\":1}]",
        "labels.reserved | labels={\"dev.cofferdam.owner\":\"bob\"}",
        "image.foreign | t=alpine",
        "image.owner | t=mine&t=secret",
        "image.owner | cachefrom=[\"secret\"]",
      })
  void aBuildThatReachesBeyondItselfIsRefused(String rule, String query) {
    assertThat(rule(Operation.IMAGE_BUILD, null, query)).isEqualTo(rule);
  }

  @Test
  void aBuildIsOwnedLimitedAndCleansUp() {
    Verdict.Forward forward =
        forward(
            scene.decide(
                Operation.IMAGE_BUILD,
                null,
                "t=web&t=app:1&labels={\"a\":\"b\"}&networkmode=mynet&rm=0&version=1&buildargs={\"A\":null}",
                null));
    Query query = forward.call().query();
    assertThat(query.all("t"))
        .containsExactly("docker.io/library/web:latest", "docker.io/library/app:1");
    assertThat(query.first("labels"))
        .isEqualTo(
            "{\"a\":\"b\",\"dev.cofferdam.owner\":\"\",\"dev.cofferdam.image-owner\":\"ann\"}");
    assertThat(query.first("networkmode")).isEqualTo(Scene.MY_NET);
    assertThat(query.first("rm")).isEqualTo("1");
    assertThat(query.first("forcerm")).isEqualTo("1");
    assertThat(query.first("memory")).isEqualTo("1073741824");
    assertThat(query.first("memswap")).isEqualTo("1073741824");
    assertThat(query.first("cpuquota")).isEqualTo("200000");
    assertThat(forward.sequel()).isEqualTo(Sequel.OWN_IMAGES);
    Verdict.Forward again = forward(scene.decide(forward.call()));
    assertThat(again.call()).isEqualTo(forward.call());
  }

  @Test
  void whatABuildUsesIsScreened() {
    assertThat(screen(inputs(List.of("alpine", "postgres:17"), List.of()))).isNull();
    assertThat(screen(inputs(List.of("evil/x"), List.of()))).isEqualTo("image.not-allowed");
    assertThat(screen(inputs(List.of("secret"), List.of()))).isEqualTo("image.owner");
    assertThat(screen(inputs(List.of("trigger"), List.of()))).isEqualTo("build.on-build");
    assertThat(screen(inputs(List.of(), List.of("http://x")))).isEqualTo("build.remote-add");
    assertThat(screen(new BuildInputs(List.of(), true, List.of(), List.of(), List.of())))
        .isEqualTo("build.base");
    assertThat(screen(new BuildInputs(List.of(), false, List.of(), List.of("http://x"), List.of())))
        .isEqualTo("build.on-build");
    assertThat(screen(new BuildInputs(List.of(), false, List.of(), List.of(), List.of("secret"))))
        .isEqualTo("image.owner");
  }

  @Test
  void tagsInAnArchiveAreScreened() {
    assertThat(screen(new LoadedTags(List.of("new:1", "app:latest")))).isNull();
    assertThat(screen(new LoadedTags(List.of("new:1", "alpine:latest"))))
        .isEqualTo("image.foreign");
    assertThat(screen(new LoadedTags(List.of("secret:latest")))).isEqualTo("image.owner");
    assertThat(screen(new LoadedTags(List.of("0123456789ab:latest")))).isEqualTo("name.shadows-id");
    scene.audit();
    assertThat(screen(new LoadedTags(List.of("alpine:latest")))).isNull();
  }

  private static BuildInputs inputs(List<String> bases, List<String> adds) {
    return new BuildInputs(bases, false, adds, List.of(), List.of());
  }

  private @Nullable String screen(Contents contents) {
    var policy = scene.policy();
    var screening = policy.screen(ANN, contents, scene.facts(policy.references(ANN, contents)));
    return screening.refusal() == null ? null : finding(screening.refusal()).rule();
  }

  private String target(Operation operation, String name) {
    return forward(scene.decide(operation, name, "", null)).call().target();
  }

  private String rule(Operation operation, @Nullable String name, String query) {
    return finding(scene.decide(operation, name, query, null)).rule();
  }
}
