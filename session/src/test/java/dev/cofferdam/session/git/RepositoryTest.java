package dev.cofferdam.session.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
  @TempDir private Path folder;
  private Path project;

  @BeforeEach
  void aRepositoryWithACommit() throws Exception {
    project = Files.createDirectory(folder.toRealPath().resolve("api"));
    Files.writeString(project.resolve("file"), "1");
    git("init", "-q", "-b", "main");
    git("-c", "user.name=a", "-c", "user.email=a@b", "add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
  }

  @Test
  void aHookThatAppearsOrChangesIsToldAndSoIsAChangedSetting() throws Exception {
    Path hooks = project.resolve(".git/hooks");
    Files.createDirectories(hooks);
    Files.writeString(hooks.resolve("post-merge"), "old");
    RepositoryWatch watch = new RepositoryWatch(project, folder.resolve("record"));
    watch.begin(watch.look());
    assertThat(watch.changes()).isEmpty();

    Files.writeString(hooks.resolve("pre-commit"), "#!/bin/sh\n");
    Files.writeString(hooks.resolve("post-merge"), "new");
    git("config", "core.hooksPath", "elsewhere");

    assertThat(watch.changes())
        .containsExactlyInAnyOrder(
            ".git/hooks/pre-commit is new",
            ".git/hooks/post-merge was changed",
            ".git/config was changed");
  }

  @Test
  void samplesAndOrdinaryWorkAreNotTold() throws Exception {
    RepositoryWatch watch = new RepositoryWatch(project, folder.resolve("record"));
    watch.begin(watch.look());

    Files.writeString(project.resolve("file"), "2");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-am", "two");

    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void aFolderWithoutARepositoryHasNothingToTell() throws Exception {
    RepositoryWatch watch = new RepositoryWatch(folder, folder.resolve("record"));
    watch.begin(watch.look());

    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void aRepositoryThatNamesProgramsForACheckoutGetsNoWorktreeAndRunsNone() throws Exception {
    Path ran = folder.toRealPath().resolve("ran");
    git("config", "filter.x.smudge", "touch " + ran);
    Files.writeString(project.resolve(".gitattributes"), "* filter=x\n");
    git("-c", "user.name=a", "-c", "user.email=a@b", "add", ".gitattributes");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "two");

    assertThatIOException()
        .isThrownBy(() -> Worktree.of(project, "feature"))
        .withMessageContaining("filter.x.smudge")
        .withMessageContaining("git worktree add");

    assertThat(ran).doesNotExist();
    assertThat(project.resolveSibling("api-feature")).doesNotExist();
  }

  @Test
  void aRepositoryThatItsProjectOnlyPointsToIsNotAboveIt() throws Exception {
    Path other = Files.createDirectory(folder.toRealPath().resolve("other"));
    Files.writeString(other.resolve(".git"), "gitdir: " + project.resolve(".git") + "\n");

    Path found = Worktree.commonFolder(other).orElseThrow();

    assertThat(Worktree.isAbove(other, found)).isFalse();
    assertThat(Worktree.isAbove(project, found)).isTrue();
    assertThat(Worktree.isAbove(project.resolve("deep/down"), found)).isTrue();
  }

  @Test
  void aBranchGetsAFolderBesideItsRepositoryAndTheSameOneAgain() throws Exception {
    Worktree made = Worktree.of(project, "feature/login");

    assertThat(made.folder()).isEqualTo(project.resolveSibling("api-feature-login"));
    assertThat(made.folder().resolve("file")).hasContent("1");
    assertThat(made.gitFolder()).isEqualTo(project.resolve(".git"));
    assertThat(made.made()).isTrue();
    assertThat(Worktree.of(project, "feature/login"))
        .isEqualTo(new Worktree(made.folder(), made.gitFolder(), false));
    assertThat(Worktree.of(made.folder(), "feature/login").folder()).isEqualTo(made.folder());
  }

  @Test
  void whatIsNoRepositoryAndWhatIsNoBranchIsSaid() throws Exception {
    assertThatIOException()
        .isThrownBy(() -> Worktree.of(folder, "x"))
        .withMessageContaining("is in no git repository");
    assertThatIOException()
        .isThrownBy(() -> Worktree.of(project, "a..b"))
        .withMessageContaining("no name for a branch");
    Files.createDirectory(project.resolveSibling("api-taken"));
    assertThatIOException()
        .isThrownBy(() -> Worktree.of(project, "taken"))
        .withMessageContaining("is there already and is not the worktree");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    assertThat(Git.run(project, arguments)).extracting(Git.Output::exitCode).isEqualTo(0);
  }
}
