package dev.cofferdam.session.relay;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Gemini CLI finds in a new home. Without the way to sign in it takes a base URL for a gateway
 * that it does not know, and in a folder that is not trusted it does not start. Source: Gemini CLI
 * 0.61 as it ran.
 */
final class GeminiHome {
  static final String SETTINGS = ".gemini/settings.json";
  static final String TRUSTED = ".gemini/trustedFolders.json";

  private GeminiHome() {}

  /** The contents of {@link #SETTINGS}: the key of the variable, and no updates. */
  static String settings() {
    return JsonMapper.shared()
        .writeValueAsString(
            new TreeMap<>(
                Map.of(
                    "security", Map.of("auth", Map.of("selectedType", "gemini-api-key")),
                    "general", Map.of("enableAutoUpdate", false))));
  }

  /**
   * The contents of {@link #TRUSTED}.
   *
   * @param projects folders as the workspace sees them
   */
  static String trusted(List<String> projects) {
    Map<String, String> folders = new TreeMap<>();
    projects.forEach(project -> folders.put(project, "TRUST_FOLDER"));
    return JsonMapper.shared().writeValueAsString(folders);
  }
}
