package dev.cofferdam.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class StubModelTest {
  @TempDir Path folder;

  @Test
  void theRealClaudeCodeUsesAToolAndSaysWhatTheScriptSays() throws Exception {
    Path home = folder.resolve("home");
    Path project = Files.createDirectories(folder.resolve("project"));
    ClaudeCode.prepareHome(home, ClaudeCode.KEY, project.toString());
    try (StubModel model = StubModel.start()) {
      model.on(
          "Say häłło in a file",
          Reply.bash("echo häłło > said && cat said").saying("I write it."),
          Reply.text("It is written: häłło 🐋"));

      try (Program claude =
          Program.start(
              project,
              ClaudeCode.environment(home, model.url()),
              List.of(
                  ClaudeCode.command().toString(),
                  "-p",
                  "Say häłło in a file",
                  "--allowedTools",
                  "Bash"))) {
        claude.closeInput();
        assertThat(claude.finish().ok().text()).isEqualTo("It is written: häłło 🐋");
      }

      assertThat(project.resolve("said")).hasContent("häłło\n");
      assertThat(model.requests().getLast().toolResults()).containsExactly("häłło");
      assertThat(model.requests().getLast().prompt()).isEqualTo("Say häłło in a file");
    }
  }

  @Test
  void theRealClaudeCodeTalksInATerminal() throws Exception {
    Path home = folder.resolve("home");
    Path project = Files.createDirectories(folder.resolve("project"));
    ClaudeCode.prepareHome(home, ClaudeCode.KEY, project.toString());
    try (StubModel model = StubModel.start().on("knock knock", Reply.text("Who is there?"));
        Tmux terminal =
            Tmux.start(
                folder.resolve("tmux"),
                project,
                ClaudeCode.environment(home, model.url()),
                List.of(ClaudeCode.command().toString()))) {
      terminal.awaits("❯").type("knock knock").awaits("knock knock").press("Enter");

      terminal.awaits("Who is there?");
    }
  }
}
