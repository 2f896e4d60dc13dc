package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.cli.CommandRun;
import dev.cofferdam.testkit.ClaudeCode;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Reply;
import dev.cofferdam.testkit.StubModel;
import dev.cofferdam.testkit.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The product's main job: the real Claude Code, driven by a stand-in for its model, works in a
 * workspace. What a developer does with Docker works; what would reach the host does not, and the
 * agent is told why.
 */
@Tag("engine")
@Timeout(900)
class AgentAtWorkTest {
  private static final String KEY = "sk-ant-api03-the-real-key-of-this-test";
  private static final String FOREIGN = "agent-at-work-foreign";

  private StubModel model;
  private WorkspaceRig rig;

  @BeforeEach
  void begin() throws Exception {
    Path claude = ClaudeCode.command().toRealPath();
    model = StubModel.start();
    rig =
        new WorkspaceRig()
            .busybox()
            .file("hello.txt", "hello from the project\n")
            .file("www/index.html", "the shop is open\n")
            .file("www/callback", "signed in\n")
            .file(
                "Dockerfile",
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY busybox /bin/sh
                COPY busybox /bin/cat
                COPY busybox /bin/ls
                COPY www /www
                CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
                """)
            .file(
                "compose.yaml",
                """
                services:
                  web:
                    build: .
                    ports: ["3000:8080"]
                    stop_signal: SIGKILL
                    volumes:
                      - ./hello.txt:/www/hello.txt:ro
                      - data:/data
                volumes:
                  data:
                """)
            .settings("mounts:\n  - /opt/claude=" + claude.getParent() + ":ro\n")
            .owned()
            .environment("ANTHROPIC_API_KEY", KEY)
            .environment("ANTHROPIC_BASE_URL", model.url().toString());
    rig.docker("rm", "-f", FOREIGN);
  }

  @AfterEach
  void end() throws Exception {
    rig.docker("rm", "-f", FOREIGN);
    rig.close();
    model.close();
  }

  private String[] claude(String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    words.add("/opt/claude/" + ClaudeCode.command().toRealPath().getFileName());
    words.addAll(List.of(arguments));
    return words.toArray(String[]::new);
  }

  private static final List<String> OPTIONS =
      List.of(
          "--credential",
          "anthropic=env:ANTHROPIC_API_KEY",
          "--env",
          "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1",
          "--rm");

  @Test
  void ordinaryWorkSucceedsAndTheHostStaysOutOfReach() throws Exception {
    rig.start(OPTIONS.toArray(String[]::new));
    rig.inside("docker build -q -t app .").ok();
    rig.docker("run", "-d", "--name", FOREIGN, "app").ok();
    String[] steps = {
      "docker build -q -t shop .",
      "docker run --rm -v $PWD:/app shop cat /app/hello.txt",
      "docker compose up -d --build && docker compose ps && curl -s --retry 5 --retry-connrefused"
          + " http://web:8080/hello.txt http://localhost:3000/callback",
      "docker compose down -v",
      "docker run --rm --privileged shop ls /dev",
      "docker run --rm -v /:/host shop ls /host",
      "ln -s / evil; docker run --rm -v $PWD/evil:/h shop ls /h",
      "docker exec " + FOREIGN + " ls /"
    };
    Reply[] replies = new Reply[steps.length];
    for (int i = 0; i < steps.length; i++) {
      replies[i] = Reply.bash(steps[i]);
    }
    model.on("try Docker out", replies);

    Outcome outcome;
    try (Program run =
        rig.run(OPTIONS, claude("--dangerously-skip-permissions", "-p", "try Docker out"))) {
      run.closeInput();
      await().atMost(Duration.ofMinutes(5)).until(() -> !run.runs()); // eight rounds of Docker
      outcome = run.finish();
    }

    assertThat(outcome.ok().text()).isEqualTo("done");
    List<String> results = model.requests().getLast().toolResults();
    record(steps, results);
    assertThat(results).hasSize(steps.length);
    assertThat(results.get(0)).contains("sha256:");
    assertThat(results.get(1)).contains("hello from the project");
    assertThat(results.get(2)).contains("hello from the project", "signed in");
    assertThat(results.get(3)).doesNotContain("active endpoints", "denied");
    assertThat(results.get(4)).contains("cofferdam: ", "(container.privileged)");
    assertThat(results.get(5)).contains("cofferdam: ", "(container.bind)");
    assertThat(results.get(6)).containsAnyOf("escapes", "(container.bind");
    assertThat(results.get(7)).contains("No such container: " + FOREIGN);
    assertThat(model.requests())
        .allSatisfy(request -> assertThat(request.headers()).containsEntry("x-api-key", KEY));
    assertThat(rig.docker("inspect", rig.name().container()).all()).doesNotContain(KEY);
    assertThat(rig.inside("env; cat /proc/*/environ; cat /run/cofferdam/* ~/.claude.json").all())
        .doesNotContain(KEY);
    String journal = journal();
    assertThat(journal)
        .contains("relay.call", "container.privileged", "container.bind", FOREIGN)
        .doesNotContain(KEY);
  }

  @Test
  void theAgentWorksInATerminalToo() throws Exception {
    model.on("what runs here", Reply.bash("docker ps -q | wc -l"), Reply.text("nothing runs"));
    List<String> words = rig.runWords(OPTIONS.toArray(String[]::new));
    words.add("--");
    words.addAll(List.of(claude("--allowedTools", "Bash")));
    try (Tmux terminal = Tmux.start(rig.beside("tmux"), rig.project(), rig.environment(), words)) {
      terminal.awaits("❯").type("what runs here").press("Enter").awaits("nothing runs");
      assertThat(model.requests().getLast().toolResults()).isEqualTo(List.of("0"));
      assertThat(rig.session().recordings()).as("nobody asked to record").doesNotExist();
      terminal.type("/exit").press("Enter");
    }
  }

  @Test
  void whatIsInItsTranscriptAndOnItsRecordedTerminalIsArchivedOnce() throws Exception {
    String prompt = "Wie tief ist es? 🐋";
    model.on(prompt, Reply.bash("echo sounding").saying("Ich lote."), Reply.text("Zehn Faden."));
    List<String> words = rig.runWords(OPTIONS.toArray(String[]::new));
    words.addAll(List.of("--record", "--"));
    words.addAll(List.of(claude("--allowedTools", "Bash")));
    try (Tmux terminal = Tmux.start(rig.beside("tmux"), rig.project(), rig.environment(), words)) {
      terminal.awaits("❯").type(prompt).press("Enter").awaits("Zehn Faden");
      await("the recording to rest, with the answer in it")
          .atMost(Program.LIMIT)
          .until(this::recordingRests);
      watched();
      watched();

      String found = coffer("prompts", "search", "--json");
      assertThat(found)
          .containsOnlyOnce("\"prompt\" :")
          .contains("\"prompt\" : \"" + prompt + "\"", "echo sounding", "Zehn Faden.")
          .contains("\"source\" : \"container:" + rig.name().container() + "\"")
          .as("the transcript, which is exact")
          .contains(".jsonl");
      terminal.type("/exit").press("Enter");
    }
    // Now that the agent has gone the terminal alone is left, and is no news.
    watched();
    assertThat(coffer("prompts", "search", "--json")).containsOnlyOnce("\"prompt\" :");
  }

  private boolean recordingRests() throws Exception {
    try (var files = Files.list(rig.session().recordings())) {
      Path file = files.findFirst().orElseThrow();
      return Files.readString(file).contains("Faden")
          && Files.getLastModifiedTime(file)
              .toInstant()
              .isBefore(java.time.Instant.now().minusSeconds(2));
    }
  }

  private void watched() {
    assertThat(
            coffer(
                "watch", "--once", "--via", "host", "--users", "0,1000", "--engine", rig.engine()))
        .contains("reading the agent sessions of");
  }

  private String coffer(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--state", rig.state().toString()));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private String journal() throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(rig.session().journal())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  /** What the agent did and saw, where somebody asks for it: the example of the documentation. */
  private static void record(String[] steps, List<String> results) throws Exception {
    String file = System.getProperty("coffer.transcript", "");
    if (!file.isEmpty()) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < steps.length && i < results.size(); i++) {
        text.append("$ ").append(steps[i]).append('\n').append(results.get(i).strip()).append('\n');
      }
      Files.writeString(Path.of(file), text.toString());
    }
  }
}
