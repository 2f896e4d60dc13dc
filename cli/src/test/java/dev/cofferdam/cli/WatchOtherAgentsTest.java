package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.StubAssistant;
import dev.cofferdam.testkit.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real Codex and the real Gemini CLI, watched while they work on this machine. */
@Tag("engine")
@Tag("agents")
@Timeout(300)
class WatchOtherAgentsTest {
  private static final String PROMPT = "Wo ist das Echolot? 🐋\n\n```sh\necho \"$HOME\"\n```";

  @TempDir private Path folder;
  private Path project;

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectories(folder.resolve("home/pröject"));
  }

  @Test
  void codexIsFoundItsTranscriptIsLinkedForCertainAndItsExchangeIsKept() throws Exception {
    try (StubAssistant model = model()) {
      settings(
          ".codex/config.toml",
          """
          model_provider = "stub"
          sandbox_mode = "danger-full-access"
          approval_policy = "never"
          check_for_update_on_startup = false
          [model_providers.stub]
          name = "stub"
          base_url = "%s/v1"
          env_key = "OPENAI_API_KEY"
          wire_api = "responses"
          """
              .formatted(model.url()));
      Map<String, String> key = Map.of("OPENAI_API_KEY", "sk-of-this-test");
      try (Program watcher = watcher();
          Program codex = agent(key, "codex", "exec", "--skip-git-repo-check", PROMPT)) {
        Map<?, ?> link = link(watcher, codex, "Codex", "certain");
        assertThat(link.get("by")).asString().contains("CODEX_SESSION_ID of a tool");

        ends(codex);
        assertThat(exchange().get("session")).isEqualTo(link.get("id"));
        assertThat(exchange().get("project")).isEqualTo(project.toString());
      }
    }
  }

  @Test
  void geminiCliIsFoundItsTranscriptIsTheOnlyCandidateAndItsExchangeIsKept() throws Exception {
    try (StubAssistant model = model()) {
      settings(
          ".gemini/settings.json",
          "{\"security\":{\"auth\":{\"selectedType\":\"gemini-api-key\"}},"
              + "\"general\":{\"enableAutoUpdate\":false},"
              + "\"privacy\":{\"usageStatisticsEnabled\":false}}");
      settings(".gemini/trustedFolders.json", "{\"" + project + "\":\"TRUST_FOLDER\"}");
      Map<String, String> key = new HashMap<>();
      key.put("GEMINI_API_KEY", "key-of-this-test");
      key.put("GOOGLE_GEMINI_BASE_URL", model.url().toString());
      try (Program watcher = watcher();
          Program gemini = agent(key, "gemini", "--yolo", "-p", PROMPT)) {
        Map<?, ?> link = link(watcher, gemini, "Gemini CLI", "ambiguous");

        ends(gemini);
        assertThat(link.get("candidates")).isEqualTo(List.of(exchange().get("session")));
      }
    }
  }

  /** What it asks for runs until the test has seen enough. */
  private static StubAssistant model() throws IOException {
    return StubAssistant.start("until [ -e go ]; do sleep 0.1; done; echo seen");
  }

  private void settings(String file, String text) throws IOException {
    Path path = folder.resolve("home").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Program agent(Map<String, String> variables, String name, String... arguments)
      throws IOException {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("HOME", folder.resolve("home").toString());
    List<String> command = new ArrayList<>();
    command.add(
        Surroundings.path("COFFER_TEST_AGENTS")
            .resolve("node_modules/.bin")
            .resolve(name)
            .toString());
    command.addAll(List.of(arguments));
    return Program.start(project, environment, command).closeInput();
  }

  private void ends(Program agent) throws Exception {
    Files.writeString(project.resolve("go"), "");
    assertThat(agent.finish().ok().text()).contains("all done");
    await("the whole exchange")
        .atMost(Program.LIMIT)
        .untilAsserted(() -> {
          Map<?, ?> exchange = exchange();
          assertThat(exchange.get("prompt")).isEqualTo(PROMPT);
          assertThat(exchange.get("answer")).asString().contains("all done");
          assertThat(exchange.get("tools")).asString().contains("until [ -e go ]");
        });
  }

  /** What links the one agent of this kind in the project, once it is like that. */
  private Map<?, ?> link(Program watcher, Program agent, String label, String link) {
    List<Map<?, ?>> found = new ArrayList<>();
    try {
      await()
          .atMost(Program.LIMIT)
          .until(() -> {
            found.clear();
            objects(last(watcher).get("agents")).stream()
                .filter(each -> label.equals(each.get("agent")))
                .filter(each -> project.toString().equals(each.get("folder")))
                .forEach(each -> found.add((Map<?, ?>) each.get("session")));
            return found.size() == 1 && link.equals(found.getFirst().get("link"));
          });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "no session of " + label + " is " + link + ": " + found + "\n" + agent.said(), e);
    }
    return found.getFirst();
  }

  private Map<?, ?> exchange() {
    List<Map<?, ?>> found =
        objects(coffer("prompts", "search", "Echolot", "--json").get("exchanges"));
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private Program watcher() throws IOException {
    List<String> command =
        CofferProcess.words("watch", "--json", "--via", "host", "--interval", "0.5");
    command.addAll(List.of("--users", "0", "--state", folder.resolve("state").toString()));
    return Program.start(folder, Map.of(), command);
  }

  private static Map<?, ?> last(Program watcher) {
    String line = watcher.said().lines().filter(l -> l.endsWith("}")).reduce("{}", (a, b) -> b);
    return (Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  private Map<?, ?> coffer(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", folder.resolve("state").toString()));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return (Map<?, ?>) Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Map<?, ?>> objects(@Nullable Object list) {
    return list instanceof List<?> all
        ? all.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList()
        : List.of();
  }
}
