package dev.cofferdam.session.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that a new home gets, so that the agents whose keys the relay has start to work with a
 * placeholder and ask nothing that was answered by starting the workspace.
 */
public final class AgentHome {
  private AgentHome() {}

  /**
   * Path below the home to contents; none holds a secret.
   *
   * @param projects the project's folders as the workspace sees them, which the agents may trust:
   *     nothing else is there
   */
  public static Map<String, byte[]> files(Accounts accounts, List<String> projects) {
    Map<String, byte[]> files = new TreeMap<>();
    if (accounts.of(Provider.ANTHROPIC).isPresent()) {
      files.put(ClaudeHome.FILE, ClaudeHome.settings(projects));
    }
    if (accounts.of(Provider.OPENAI).isPresent()) {
      files.put(CodexHome.FILE, bytes(CodexHome.settings(projects)));
    }
    if (accounts.of(Provider.GEMINI).isPresent()) {
      files.put(GeminiHome.SETTINGS, bytes(GeminiHome.settings()));
      files.put(GeminiHome.TRUSTED, bytes(GeminiHome.trusted(projects)));
    }
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
