package dev.cofferdam.session.git;

import java.nio.file.Path;
import java.util.Map;
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
    Git.ask(project, "config", "--get", "user.name")
        .ifPresent(name -> {
          variables.put("GIT_AUTHOR_NAME", name);
          variables.put("GIT_COMMITTER_NAME", name);
        });
    Git.ask(project, "config", "--get", "user.email")
        .ifPresent(email -> {
          variables.put("GIT_AUTHOR_EMAIL", email);
          variables.put("GIT_COMMITTER_EMAIL", email);
        });
    variables.put("GIT_CONFIG_COUNT", "1");
    variables.put("GIT_CONFIG_KEY_0", "safe.directory");
    variables.put("GIT_CONFIG_VALUE_0", "*");
    return variables;
  }
}
