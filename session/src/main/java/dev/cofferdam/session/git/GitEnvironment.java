package dev.cofferdam.session.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What git in a workspace needs to know, as variables: whose commits they are, and that the
 * project's folder is safe although its owner may have another name. None of the host's git
 * configuration is shown: it may name credentials.
 */
public final class GitEnvironment {
  private GitEnvironment() {}

  /** For a project, which need not be a repository. */
  public static Map<String, String> of(Path project) throws InterruptedException {
    Map<String, String> variables = new TreeMap<>();
    setting(project, "user.name")
        .ifPresent(name -> {
          variables.put("GIT_AUTHOR_NAME", name);
          variables.put("GIT_COMMITTER_NAME", name);
        });
    setting(project, "user.email")
        .ifPresent(email -> {
          variables.put("GIT_AUTHOR_EMAIL", email);
          variables.put("GIT_COMMITTER_EMAIL", email);
        });
    variables.put("GIT_CONFIG_COUNT", "1");
    variables.put("GIT_CONFIG_KEY_0", "safe.directory");
    variables.put("GIT_CONFIG_VALUE_0", "*");
    return variables;
  }

  private static Optional<String> setting(Path project, String name) throws InterruptedException {
    try {
      return Git.setting(project, name);
    } catch (IOException _) {
      return Optional.empty(); // no git on this machine
    }
  }
}
