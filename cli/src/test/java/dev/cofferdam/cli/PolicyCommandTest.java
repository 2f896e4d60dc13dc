package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  @TempDir private Path folder;

  @Test
  void whatIsShownIsAPolicyFileThatIsInOrder() throws IOException {
    for (String preset : new String[] {"observe", "develop", "compat", "transparent"}) {
      CommandRun shown = CommandRun.of("policy", "show", preset);
      Path file = folder.resolve(preset + ".yaml");
      Files.writeString(file, shown.out());

      CommandRun checked = CommandRun.of("policy", "check", file.toString());

      assertThat(checked.exitCode()).as(preset + ": " + checked.err()).isZero();
      assertThat(checked.out()).contains("is in order: preset " + preset);
    }
  }

  @Test
  void theSettingsAreShownAsJsonToo() {
    CommandRun run =
        CommandRun.of("policy", "show", "--json", "--mount", "/workspace=/srv/shop:ro");

    assertThat(run.out())
        .contains("\"preset\" : \"develop\"", "\"host\" : \"/srv/shop\"", "\"mode\" : \"ro\"");
  }

  @Test
  void everyRuleIsListedWithWhatHappens() throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(
        file,
        """
        preset: develop
        rules:
          container.privileged: ask
        operations:
          ContainerExport: deny
        """);

    CommandRun run = CommandRun.of("policy", "show", "--rules", file.toString());

    assertThat(run.out())
        .containsPattern("container\\.privileged +ask +\\S")
        .containsPattern("container\\.bind +deny +\\S")
        .containsPattern("operation\\.container-export +deny +\\S")
        .containsPattern("operation\\.container-list +allow +\\S");
  }

  @Test
  void rulesThatAPresetDoesNotHaveAreNotListed() {
    CommandRun run = CommandRun.of("policy", "show", "--rules", "compat");

    assertThat(run.out()).contains("compat.POST", "api.floor").doesNotContain("container.bind");
  }

  @Test
  void allProblemsOfAFileAreToldAtOnce() throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, "presett: develop\nlimits:\n  container:\n    memroy: 1g\n");

    CommandRun run = CommandRun.of("policy", "check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("wrong.yaml:1:1: presett: unknown key; did you mean preset?")
        .contains("wrong.yaml:4:5: limits.container.memroy: unknown key; did you mean memory?");
    assertThat(CommandRun.of("policy", "check", "--json", file.toString()).out())
        .contains("\"ok\" : false", "\"line\" : 4");
  }

  @Test
  void aPolicyThatDoesNotExistIsAUsageError() {
    CommandRun run = CommandRun.of("policy", "show", "develpo");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("neither a preset").contains("develop");
  }

  @Test
  void aPrivilegedContainerIsDeniedWithTheRuleAndAHint() throws IOException {
    CommandRun run =
        explain("{\"Image\":\"alpine\",\"HostConfig\":{\"Privileged\":true}}", "--host", "alpine");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .containsPattern("verdict +deny")
        .containsPattern("rule +container\\.privileged")
        .containsPattern("hint +drop --privileged");
  }

  @Test
  void anOrdinaryCreateIsForwardedWithTheOwnersLabel() throws IOException {
    CommandRun run =
        explain("{\"Image\":\"alpine\"}", "--host", "alpine", "--principal", "agent-7");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("operation +ContainerCreate")
        .containsPattern("change +label dev\\.cofferdam\\.owner added")
        .contains("\"dev.cofferdam.owner\" : \"agent-7\"");
  }

  @Test
  void theExplanationComesAsJsonToo() throws IOException {
    CommandRun run = explain("{\"Image\":\"alpine\"}", "--host", "alpine", "--json");

    assertThat(run.out())
        .contains("\"verdict\" : \"forward\"", "\"target\" : \"/v1.41/containers/create\"");
  }

  @Test
  void whoseAContainerIsDecides() {
    String[] delete = {"policy", "explain", "DELETE", "/v1.41/containers/db"};

    assertThat(CommandRun.of(with(delete, "--owned", "db")).exitCode()).isZero();
    assertThat(CommandRun.of(with(delete, "--foreign", "db")).out()).containsPattern("status +404");
    assertThat(CommandRun.of(with(delete, "--host", "db")).exitCode()).isEqualTo(3);
    assertThat(CommandRun.of(delete).exitCode()).isEqualTo(3);
  }

  @Test
  void whereAPathLeadsDecides() throws IOException {
    String body = "{\"Image\":\"alpine\",\"HostConfig\":{\"Binds\":[\"/workspace/src:/src\"]}}";
    String[] common = {"--host", "alpine", "--mount", "/workspace=/srv/shop"};

    assertThat(explain(body, with(common, "--path", "/srv/shop/src")).out())
        .contains("bind mounted as a subpath of cofferdam-mount-")
        .contains("\"Subpath\" : \"src\"");
    assertThat(explain(body, with(common, "--path", "/srv/shop/src=/etc")).exitCode()).isEqualTo(3);
    assertThat(
            explain(body, with(common, "--path", "/srv/shop/src=/srv/shop/../../etc")).exitCode())
        .isEqualTo(3);
  }

  @Test
  void whatTheGateCannotReadIsDenied() throws IOException {
    assertThat(explain("{\"Image\":\"alpine\",\"Imgae\":\"x\"}").out())
        .containsPattern("rule +body\\.unknown-member");
    assertThat(CommandRun.of("policy", "explain", "GET", "/containers/../json").out())
        .containsPattern("rule +http\\.malformed");
    assertThat(CommandRun.of("policy", "explain", "GET", "/nothing").out())
        .containsPattern("rule +operation\\.unknown");
    assertThat(CommandRun.of("policy", "explain", "GET", "/x y").exitCode()).isEqualTo(2);
  }

  @Test
  void aQuestionForSomebodyCountsAsDenied() throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, "operations:\n  ContainerList: ask\n");

    CommandRun run =
        CommandRun.of("policy", "explain", "--policy", file.toString(), "GET", "/containers/json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).containsPattern("verdict +ask");
  }

  private CommandRun explain(String body, String... options) throws IOException {
    Path file = folder.resolve("body.json");
    Files.writeString(file, body);
    return CommandRun.of(
        with(
            new String[] {
              "policy", "explain", "POST", "/v1.41/containers/create", "--body", file.toString()
            },
            options));
  }

  private static String[] with(String[] first, String... more) {
    String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }
}
