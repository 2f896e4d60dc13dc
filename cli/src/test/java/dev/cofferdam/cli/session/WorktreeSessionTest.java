package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents on branches of one repository, each in a folder of its own, with git inside. */
@Tag("engine")
@Timeout(900)
class WorktreeSessionTest {
  private WorkspaceRig rig;

  @BeforeEach
  void aRepository() throws Exception {
    rig =
        new WorkspaceRig()
            .file("README", "a shop\n")
            .settings("agent: shell\n")
            .openFolder()
            .owned();
    git("init", "-q", "-b", "main", ".").ok();
    git("config", "user.name", "Some One").ok();
    git("config", "user.email", "one@example.org").ok();
    git("add", "README").ok();
    git("commit", "-qm", "first").ok();
  }

  @AfterEach
  void end() throws Exception {
    for (String name : List.of("shop-fix", "shop-idea")) {
      rig.docker("rm", "-f", "-v", "cofferdam-" + name);
      rig.docker("volume", "rm", "cofferdam-" + name + "-home");
    }
    rig.close();
  }

  @Test
  void whatAnAgentCommitsIsInTheRepositoryAndItsHooksAreToldAndTwoWorkAtOnce() throws Exception {
    try (Program idea = run("idea", "read go; git log --format=%s -1; test -e fixed; echo $?")) {
      Outcome fix =
          run(
                  "fix",
                  "git status --short; git branch --show-current; touch fixed; git add fixed;"
                      + " git commit -qm 'mended inside'; echo 'touch /tmp/owned' >"
                      + " $(git rev-parse --git-path hooks)/pre-commit; ls")
              .closeInput()
              .finish()
              .ok();
      assertThat(fix.lines()).containsExactly("fix", "README", "fixed");
      assertThat(fix.errors()).contains("hooks/pre-commit is new");

      // The other one was there all the time, on its own branch and in its own files.
      Outcome other = idea.write("go\n").closeInput().finish().ok();
      assertThat(other.lines()).containsExactly("first", "1");
    }

    assertThat(git("log", "--format=%s by %an", "fix").ok().lines())
        .containsExactly("mended inside by Some One", "first by Some One");
    assertThat(git("branch", "--show-current").ok().text()).isEqualTo("main");
    assertThat(rig.project().resolve("fixed")).doesNotExist();
    assertThat(rig.beside("shop-fix").resolve("fixed")).exists();
    assertThat(git("worktree", "list").ok().lines()).hasSize(3);
  }

  private Program run(String branch, String script) throws Exception {
    return rig.run(List.of("--worktree", branch, "--name", "shop-" + branch), "bash", "-c", script);
  }

  private Outcome git(String... arguments) throws Exception {
    return rig.git(arguments);
  }
}
