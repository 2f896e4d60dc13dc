package dev.cofferdam.cli;

import static dev.cofferdam.testkit.Surroundings.path;
import static dev.cofferdam.testkit.Surroundings.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.testkit.ClaudeCode;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Reply;
import dev.cofferdam.testkit.StubModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real agent in tmux in a container of somebody else's, typed to, watched from outside. */
@Tag("engine")
@Timeout(300)
class WatchContainerTerminalTest {
  private static final String NAME = "coffer-watch-terminal";
  private static final int USER = 42_461;
  private static final String PROMPT =
      "Zeig mir das Wörterbuch 🐋:\n\n```java\nint x = 1; // \"quoted\" $HOME `id`\n```\nund erkläre es";
  private static final String ANSWER = "Gerne:\n\n```java\nint y = 2;\n```\n\n– so ist es ✓";

  /** This machine's tmux with its own libraries and loader, wherever the container's differ. */
  private static final List<String> TMUX =
      List.of(
          "/opt/tmux/ld-linux-x86-64.so.2",
          "--library-path",
          "/opt/tmux",
          "/opt/tmux/tmux",
          "-u",
          "-f",
          "/dev/null",
          "-S",
          "/tmp/terminal");

  @TempDir private Path folder;

  @BeforeEach
  void image() throws Exception {
    docker("import", path("COFFER_TEST_DEBIAN_TAR").toString(), NAME).ok();
    Path program = Files.createDirectories(folder.resolve("tmux"));
    try (Program list = Program.start(folder, Map.of(), List.of("ldd", "/usr/bin/tmux"))) {
      for (String word : (list.finish().ok().text() + " /usr/bin/tmux").split("\\s+")) {
        if (word.startsWith("/")) {
          Path file = Path.of(word);
          Files.copy(file.toRealPath(), program.resolve(file.getFileName()));
        }
      }
    }
  }

  @AfterEach
  void remove() throws Exception {
    docker("rm", "-f", NAME);
    docker("rmi", NAME);
  }

  @Test
  void whatIsTypedToTheRealAgentInAContainersTmuxIsArchivedExactlyAndOnce() throws Exception {
    try (StubModel model =
        StubModel.start()
            .on(PROMPT, Reply.bash("echo found").saying("I look."), Reply.text(ANSWER))) {
      container(model);
      tmux("new-session", "-d", "-x", "120", "-y", "40", "-c", "/home/ann/shop", "claude").ok();
      awaitScreen("❯");
      try (Program watcher = watcher()) {
        watcher.awaits("\"certain\"");
        tmux("set-buffer", "-b", "p", "--", PROMPT).ok();
        tmux("paste-buffer", "-p", "-b", "p").ok();
        tmux("send-keys", "Enter").ok();
        awaitScreen("so ist es");
        await("the exchange in the archive")
            .atMost(Program.LIMIT)
            .until(
                this::prompts,
                found ->
                    found.size() == 1 && Boolean.TRUE.equals(found.getFirst().get("complete")));

        watcher.terminate();
        Outcome ended = watcher.finish();
        assertThat(ended.text()).contains("\"container\":\"" + NAME + "\"", "tmux %");
      }

      assertThat(prompts())
          .singleElement()
          .satisfies(exchange -> {
            assertThat(exchange.get("prompt")).isEqualTo(PROMPT);
            assertThat(exchange.get("answer")).asString().contains("I look.").endsWith(ANSWER);
            assertThat(exchange.get("tools")).asString().contains("Bash").contains("echo found");
            assertThat(exchange.get("project")).isEqualTo("/home/ann/shop");
            assertThat(exchange.get("source")).isEqualTo("container:" + NAME);
          });
    }
  }

  private void container(StubModel model) throws Exception {
    Path home = folder.resolve("ann");
    ClaudeCode.prepareHome(home, ClaudeCode.KEY, "/home/ann/shop");
    Files.createDirectories(home.resolve("shop"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("", ".claude.json", "shop")) {
      Files.setAttribute(home.resolve(name), "unix:uid", USER);
    }
    List<String> run = new ArrayList<>(List.of("run", "-d", "--init", "--name", NAME));
    run.addAll(List.of("--network", "host", "--user", USER + ":" + USER));
    run.addAll(List.of("-v", home + ":/home/ann", "-v", folder.resolve("tmux") + ":/opt/tmux:ro"));
    run.addAll(List.of("-v", ClaudeCode.command().toRealPath() + ":/usr/local/bin/claude:ro"));
    ClaudeCode.environment(Path.of("/home/ann"), model.url())
        .forEach((name, value) -> run.addAll(List.of("-e", name + "=" + value)));
    run.addAll(List.of("-e", "LC_ALL=C.UTF-8", NAME, "sleep", "infinity"));
    docker(run.toArray(String[]::new)).ok();
  }

  private Outcome tmux(String... arguments) throws Exception {
    List<String> exec = new ArrayList<>(List.of("exec", NAME));
    exec.addAll(TMUX);
    exec.addAll(Arrays.asList(arguments));
    return docker(exec.toArray(String[]::new));
  }

  private void awaitScreen(String text) {
    await("the container's terminal to show " + text)
        .atMost(Program.LIMIT)
        .until(() -> tmux("capture-pane", "-p").text(), screen -> screen.contains(text));
  }

  /** The command as a process of its own, because it is ended by a signal. */
  private Program watcher() throws IOException {
    List<String> command =
        CofferProcess.words("watch", "--via", "helper", "--interval", "4", "--json");
    command.addAll(List.of("--users", Integer.toString(USER), "--helper-image", NAME));
    command.addAll(List.of("--engine", value("COFFER_TEST_ENGINE_NEW")));
    command.addAll(List.of("--state", folder.resolve("state").toString()));
    return Program.start(folder, Map.of("DOCKER_TIMEOUT", "60"), command);
  }

  private List<Map<?, ?>> prompts() {
    CommandRun run =
        CommandRun.of("prompts", "search", "--json", "--state", folder.resolve("state").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<?, ?> page = (Map<?, ?>) Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    return page.get("exchanges") instanceof List<?> all
        ? all.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList()
        : List.of();
  }

  private static Outcome docker(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(value("COFFER_TEST_DOCKER"), "-H", value("COFFER_TEST_ENGINE_NEW")));
    command.addAll(Arrays.asList(arguments));
    try (Program docker = Program.start(Path.of("/"), Map.of(), command)) {
      return docker.finish();
    }
  }
}
