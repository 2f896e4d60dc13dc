package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Tmux;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code coffer run} asks in a terminal, answered by somebody who types. */
@Tag("engine")
class QuestionsTest {
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void aProjectAndAnImage() throws Exception {
    bench = new Bench(folder, "COFFER_TEST_ENGINE_NEW");
    bench.clear();
    bench.smallImage();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    bench.clear();
  }

  @Test
  void whatReachesBeyondTheProjectNeedsAYesOnceForEachThing() throws Exception {
    bench.settings("image: {name: '" + Bench.IMAGE + "'}\nnetworks: [team]\n");
    try (Tmux tmux = shell()) {
      run(tmux).awaits("join the network team").awaits("Agree? [y/N]");
      tmux.press("Enter").awaits("not agreed, so nothing was started").awaits("code=3");
      assertThat(bench.has("one")).isFalse();

      run(tmux).awaits("Agree? [y/N]").type("y").press("Enter");
      in(tmux, "first");
      tmux.type("exit").press("Enter").awaits("code=0");

      run(tmux);
      in(tmux, "again");
      assertThat(tmux.screen()).doesNotContain("Agree?");
      tmux.type("exit").press("Enter").awaits("code=0");
    }
  }

  @Test
  void whatTheAgentMadeIsKeptOrRemovedAsAnswered() throws Exception {
    try (Tmux tmux = shell()) {
      run(tmux);
      in(tmux, "ready");
      tmux.type("docker volume create kept; exit 4").press("Enter");
      tmux.awaits("Keep it, or remove all of it? [K/r]").press("Enter");
      tmux.awaits("kept; coffer sessions prune removes it later").awaits("code=4");
      assertThat(bench.volume("kept")).isPresent();

      run(tmux);
      in(tmux, "ready");
      tmux.type("exit").press("Enter").awaits("volumes").awaits("[K/r]");
      tmux.type("r").press("Enter").awaits("coffer: removed").awaits("code=0");
      assertThat(bench.volume("kept")).isEmpty();
    }
  }

  private Tmux shell() throws Exception {
    return Tmux.start(
        bench.root.resolve("tmux"),
        bench.project,
        bench.environment(),
        List.of("bash", "--norc", "-i"));
  }

  private Tmux run(Tmux tmux) throws Exception {
    Path script = bench.script("run", "--name", "one", "--", "bash", "--norc");
    return tmux.type("clear; " + script + "; echo co''de=$?").press("Enter");
  }

  /** Waits for the shell in the workspace; the quotes tell what was printed from what was typed. */
  private static void in(Tmux tmux, String word) throws Exception {
    String typed = word.substring(0, 1) + "''" + word.substring(1);
    tmux.type("echo " + typed).press("Enter").awaits(word);
  }
}
