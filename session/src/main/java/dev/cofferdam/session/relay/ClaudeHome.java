package dev.cofferdam.session.relay;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Claude Code finds in a new home, so that it starts to work with the placeholder and asks
 * nothing that was answered by starting the workspace.
 */
final class ClaudeHome {
  /** Its file in the home folder. */
  static final String FILE = ".claude.json";

  private ClaudeHome() {}

  /**
   * The contents of {@link #FILE}: past the first start's questions, the placeholder key approved,
   * and these folders trusted, because nothing else is in the workspace.
   *
   * @param projects folders as the workspace sees them
   */
  static byte[] settings(List<String> projects) {
    Map<String, Object> trusted = new TreeMap<>();
    for (String project : projects) {
      trusted.put(
          project, Map.of("hasTrustDialogAccepted", true, "hasCompletedProjectOnboarding", true));
    }
    Map<String, Object> settings = new TreeMap<>();
    settings.put("hasCompletedOnboarding", true);
    settings.put(
        "customApiKeyResponses",
        Map.of("approved", List.of(RelayVariables.approvedKeyEnd()), "rejected", List.of()));
    settings.put("projects", trusted);
    return JsonMapper.shared().writeValueAsBytes(settings);
  }
}
