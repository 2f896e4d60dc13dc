package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.testkit.ClaudeCode;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Reply;
import dev.cofferdam.testkit.StubModel;
import dev.cofferdam.testkit.Tmux;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchCommandTest {
  private static final String PROMPT =
      "Zeig mir das Wörterbuch 🐋:\n\n```java\nint x = 1; // \"quoted\" $HOME `id`\n```\nund erkläre es";
  private static final String ANSWER = "Gerne:\n\n```java\nint y = 2;\n```\n\n– so ist es ✓";

  @TempDir private Path folder;

  @Test
  @Tag("engine")
  @Timeout(150)
  void whatTheRealAgentIsAskedInTmuxIsArchivedExactlyAsTypedAndOnce() throws Exception {
    Path project = Files.createDirectories(folder.resolve("pröject"));
    try (StubModel model = StubModel.start();
        Tmux terminal = claude(model, project)) {
      model.on(PROMPT, Reply.bash("echo found").saying("I look."), Reply.text(ANSWER));
      try (Program watcher = watcher()) {
        watcher.awaits("\"certain\"");
        terminal.paste(PROMPT).press("Enter");
        terminal.awaits("so ist es");

        await("the exchange in the archive")
            .atMost(Program.LIMIT)
            .until(
                () -> prompts(project), found -> found.size() == 1 && complete(found.getFirst()));
        terminal.type("und jetzt?").awaits("und jetzt?").press("Enter");
        await("the second one")
            .atMost(Program.LIMIT)
            .until(() -> prompts(project), found -> found.size() == 2);
        Object session = prompts(project).getFirst().get("session");
        terminal.type("/clear").awaits("/clear").press("Enter");
        terminal.type("von vorn").awaits("von vorn").press("Enter");
        await("the first one of a new session, whose id the process now has")
            .atMost(Program.LIMIT)
            .until(() ->
                prompts(project).stream()
                    .filter(each -> "von vorn".equals(each.get("prompt")))
                    .map(each -> each.get("session"))
                    .anyMatch(
                        id -> !id.equals(session) && last(watcher).contains("\"id\":\"" + id)));

        watcher.terminate();
        Outcome ended = watcher.finish();
        assertThat(ended.text()).contains("{\"state\":\"stopped\"}").contains("tmux %");
        assertThat(ended.text()).contains("\"screen\":\"not captured: its transcript is read");
        assertThat(ended.errors()).isEmpty();
      }
      // Watching the same again changes nothing.
      assertThat(once("host").exitCode()).isZero();

      List<Map<?, ?>> found = prompts(project);
      assertThat(found).filteredOn(each -> "prompt".equals(each.get("kind"))).hasSize(3);
      Map<?, ?> first =
          found.stream().filter(e -> PROMPT.equals(e.get("prompt"))).findFirst().orElseThrow();
      assertThat(first.get("answer")).asString().contains("I look.").endsWith(ANSWER);
      assertThat(first.get("tools")).asString().contains("Bash").contains("echo found");
      assertThat(first.get("project")).isEqualTo(project.toString());
    }
  }

  @Test
  @Tag("engine")
  @Timeout(150)
  void whatAnAgentThatWritesNoTranscriptShowsIsArchivedFromItsPane() throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    // A file where the folder for transcripts would be: none can be written.
    Files.writeString(
        Files.createDirectories(folder.resolve("home/.claude")).resolve("projects"), "");
    try (StubModel model =
            StubModel.start().on("Wo liegt Köln?", Reply.text("Am Rhein.\n\n  ssh-rsa\n"));
        Tmux terminal = claude(model, project)) {
      terminal.type("Wo liegt Köln?").awaits("Köln?").press("Enter").awaits("Am Rhein");
      await("the exchange from the screen, which one run of --once archives")
          .atMost(Program.LIMIT)
          .until(
              () -> {
                assertThat(once("host").out()).contains("captured");
                return prompts(project);
              },
              found -> !found.isEmpty());
      assertThat(once("host").exitCode()).as("and again").isZero();
      assertThat(prompts(project))
          .singleElement()
          .satisfies(exchange -> {
            assertThat(exchange.get("prompt")).isEqualTo("Wo liegt Köln?");
            assertThat(exchange.get("answer")).asString().startsWith("Am Rhein.");
            assertThat(exchange.get("transcript")).asString().startsWith("tmux:");
          });
    }
  }

  @Test
  @Tag("engine")
  void agentsThatAreHiddenAreNotTheSameAsNone() throws Exception {
    // In a mount namespace of its own, as root without the capability that sees through it.
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"",
                "sh",
                "setpriv",
                "--bounding-set=-sys_ptrace",
                "--inh-caps=-sys_ptrace"));
    command.addAll(CofferProcess.words("watch", "--once", "--via", "host", "--users", "0,65534"));
    command.addAll(List.of("--state", folder.resolve("state").toString()));
    try (Program look = Program.start(folder, Map.of(), command)) {
      Outcome ended = look.finish();

      assertThat(ended.errors()).contains("/proc: ", "hidepid=", "Watch as root");
      assertThat(ended.text()).doesNotContain("no agent runs now");
    }
    assertThat(watch("--once", "--via", "host", "--users", "0,65534").err()).isEmpty();
  }

  @Test
  void settingsThatMakeNoSenseAreUsageErrors() {
    assertThat(watch("--users", "root; rm -rf /"))
        .satisfies(run -> {
          assertThat(run.exitCode()).isEqualTo(2);
          assertThat(run.err()).contains("--users", "is no user");
        });
    assertThat(watch("--interval", "0").err()).contains("--interval", "no number of seconds");
    assertThat(watch("--interval", "soon").exitCode()).isEqualTo(2);
    assertThat(watch("--via", "magic").err()).contains("use auto, host or helper");
    assertThat(watch("--recordings", "/nowhere/at/all").err()).contains("there is no folder");
    assertThat(watch("--keep", "0").err()).contains("--keep", "no number of days from 1");
    assertThat(watch("--helper-image", "alpine; rm").err()).contains("names no image");
    assertThat(watch("--users", "nobody-of-this-name", "--via", "host").err())
        .contains("there is no user 'nobody-of-this-name'");
  }

  @Test
  void anEngineThatIsNotThereIsToldWithTheNextStep() {
    CommandRun run = watch("--via", "helper", "--engine", "unix://" + folder.resolve("none.sock"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no engine answers at", "start Docker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host"})
  void lookingOnceSaysWhoseSessionsAreRead(String via) {
    CommandRun run = once(via);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("reading the agent sessions of ").contains("/proc, once");
  }

  @Test
  void recordingsOfTerminalsAreArchived() throws Exception {
    Path casts = Files.createDirectories(folder.resolve("casts"));
    Files.writeString(
        casts.resolve("one.cast"),
        """
        {"version":2,"width":80,"height":24,"timestamp":1700000000,"command":"claude"}
        [1.5,"o","❯ Wie tief?\\r\\n\\r\\n● Tief.\\r\\n\\r\\n✻ Baked for 1s\\r\\n"]
        """);
    for (int i = 0; i < 2; i++) {
      CommandRun run = watch("--once", "--via", "host", "--recordings", casts.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
    }

    CommandRun found =
        CommandRun.of("prompts", "search", "tief", "--state", folder.resolve("state").toString());
    assertThat(found.out()).contains("Wie tief?").contains("2023-11-14");
  }

  @Test
  void whatIsOlderThanTheDaysToKeepIsNotInTheArchiveAfterwards() throws Exception {
    Path state = folder.resolve("state");
    try (Archive archive = LuceneArchive.open(state.resolve("watch/archive"))) {
      archive.put(List.of(asked("old", Duration.ofDays(9)), asked("new", Duration.ofDays(1))));
    }
    assertThat(watch("--once", "--via", "host", "--keep", "7").exitCode()).isZero();

    assertThat(prompts(Path.of("/kept")))
        .extracting(e -> e.get("prompt"))
        .isEqualTo(List.of("new"));
  }

  private static Exchange asked(String prompt, Duration ago) {
    Instant when = Instant.now().minus(ago);
    return ExchangeJson.read(
        """
        {"id":"%1$s","agent":"claude","kind":"prompt","user":"ann","project":"/kept",
         "prompt":"%1$s","started":"%2$s","ended":"%2$s"}
        """
            .formatted(prompt, when)
            .getBytes(StandardCharsets.UTF_8));
  }

  private Tmux claude(StubModel model, Path project) throws Exception {
    Path home = folder.resolve("home");
    ClaudeCode.prepareHome(home, ClaudeCode.KEY, project.toString());
    Tmux terminal =
        Tmux.start(
            folder.resolve("tmux"),
            project,
            ClaudeCode.environment(home, model.url()),
            List.of(ClaudeCode.command().toString()));
    return terminal.awaits("❯");
  }

  /** The command as a process of its own, because it is ended by a signal. */
  private Program watcher() throws Exception {
    List<String> command =
        CofferProcess.words("watch", "--via", "host", "--interval", "1", "--json", "--state");
    command.add(folder.resolve("state").toString());
    return Program.start(folder, Map.of(), command);
  }

  private static String last(Program watcher) {
    return watcher.said().lines().filter(line -> line.endsWith("}")).reduce("", (a, b) -> b);
  }

  private CommandRun once(String via) {
    return watch("--once", "--via", via);
  }

  private CommandRun watch(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "watch";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--state";
    all[arguments.length + 2] = folder.resolve("state").toString();
    return CommandRun.of(all);
  }

  private List<Map<?, ?>> prompts(Path project) {
    CommandRun run =
        CommandRun.of(
            "prompts",
            "search",
            "--project",
            project.toString(),
            "--json",
            "--state",
            folder.resolve("state").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<?, ?> page = (Map<?, ?>) Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    assertThat(page.get("exchanges")).isInstanceOf(List.class);
    return page.get("exchanges") instanceof List<?> all
        ? all.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList()
        : List.of();
  }

  private static boolean complete(Map<?, ?> exchange) {
    return Boolean.TRUE.equals(exchange.get("complete"));
  }
}
