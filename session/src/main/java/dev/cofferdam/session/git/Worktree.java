package dev.cofferdam.session.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A branch in a folder of its own, beside its repository.
 *
 * @param folder the worktree, without symbolic links
 * @param gitFolder the repository's {@code .git}, which a worktree's own {@code .git} points into
 * @param made whether this call made the folder
 */
public record Worktree(Path folder, Path gitFolder, boolean made) {
  private static final Pattern RUNS =
      Pattern.compile(
          "filter\\..*\\.(smudge|process)|extensions\\.partialclone|remote\\..*\\.promisor",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * The worktree of a branch; made, with the branch, when there is none.
   *
   * @param project a folder of the repository
   * @throws IOException when the project is no repository, or git refuses; the message says why
   */
  public static Worktree of(Path project, String branch) throws IOException, InterruptedException {
    Path gitFolder =
        commonFolder(project)
            .orElseThrow(() ->
                new IOException(
                    project
                        + " is in no git repository, so there is no branch to work on in a"
                        + " folder of its own. Run git init there first, or leave --worktree out"));
    if (Git.run(project, "check-ref-format", "--branch", branch).exitCode() != 0) {
      throw new IOException("'" + branch + "' is no name for a branch; git would not take it");
    }
    Path repository =
        String.valueOf(gitFolder.getFileName()).equals(".git")
            ? gitFolder.resolveSibling("").normalize()
            : gitFolder;
    Path folder =
        repository.resolveSibling(
            repository.getFileName() + "-" + branch.replaceAll("[^A-Za-z0-9._-]+", "-"));
    if (Files.isDirectory(folder)) {
      String on = Git.ask(folder, "branch", "--show-current").orElse("");
      Optional<Path> of = commonFolder(folder);
      if (!on.equals(branch) || of.isEmpty() || !of.get().equals(gitFolder)) {
        throw new IOException(
            folder
                + " is there already and is not the worktree of "
                + branch
                + ". Move it away, or choose another branch");
      }
      return new Worktree(folder.toRealPath(), gitFolder, false);
    }
    List<String> programs = programs(project);
    if (!programs.isEmpty()) {
      throw new IOException(
          "the configuration of "
              + gitFolder
              + " names what git would run on this machine to check out a branch ("
              + String.join(", ", programs)
              + "), and an agent may have written it. Look at it, then make the worktree yourself:"
              + " git worktree add "
              + folder
              + ", and run coffer there");
    }
    boolean known =
        Git.run(project, "show-ref", "--verify", "--quiet", "refs/heads/" + branch).exitCode() == 0;
    Git.Output added =
        known
            ? Git.run(project, "worktree", "add", folder.toString(), branch)
            : Git.run(project, "worktree", "add", "-b", branch, folder.toString());
    if (added.exitCode() != 0) {
      throw new IOException("git cannot make the worktree of " + branch + ": " + added.text());
    }
    return new Worktree(folder.toRealPath(), gitFolder, true);
  }

  /**
   * The settings of the repository itself, not of its user, that make a checkout run programs or
   * fetch; git has no switch that turns them off.
   */
  private static List<String> programs(Path project) throws IOException, InterruptedException {
    Git.Output listed = Git.run(project, "config", "--list", "--show-scope", "--name-only");
    if (listed.exitCode() != 0) {
      throw new IOException("git cannot read the repository's configuration: " + listed.text());
    }
    return listed
        .text()
        .lines()
        .filter(line -> line.startsWith("local\t") || line.startsWith("worktree\t"))
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .filter(name -> RUNS.matcher(name).matches())
        .distinct()
        .limit(5)
        .toList();
  }

  /**
   * Whether a repository's shared folder is that of a folder above the project, or its own: then it
   * is where the path says, and nothing in the project can make it another's.
   */
  public static boolean isAbove(Path project, Path gitFolder) {
    Path parent = gitFolder.getParent();
    return parent != null && gitFolder.endsWith(".git") && project.startsWith(parent);
  }

  /** The repository's shared folder, for a repository and for a worktree; empty for neither. */
  public static Optional<Path> commonFolder(Path project) throws IOException, InterruptedException {
    Optional<String> folder = Git.ask(project, "rev-parse", "--git-common-dir");
    return folder.isEmpty()
        ? Optional.empty()
        : Optional.of(project.resolve(folder.get()).toRealPath());
  }
}
