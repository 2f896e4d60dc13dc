package dev.cofferdam.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real Claude Code command, set up so that it starts without questions and without internet.
 */
public final class ClaudeCode {
  /** Stands for the API key; the stand-in for the API takes any. */
  public static final String KEY = "sk-ant-mock";

  private ClaudeCode() {}

  /** The command itself; {@code COFFER_TEST_CLAUDE}. */
  public static Path command() {
    return Surroundings.path("COFFER_TEST_CLAUDE");
  }

  /**
   * Writes {@code .claude.json} into a home folder, as if its user had been through onboarding, had
   * approved the key and trusted the project.
   *
   * @param key what {@code ANTHROPIC_API_KEY} will be
   * @param project the folder that the agent will work in, as it will see it
   */
  public static void prepareHome(Path home, String key, String project) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("hasCompletedOnboarding", true);
    settings.put("theme", "dark");
    settings.put(
        "customApiKeyResponses",
        Map.of(
            "approved",
            List.of(key.substring(Math.max(0, key.length() - 20))),
            "rejected",
            List.of()));
    settings.put(
        "projects",
        Map.of(
            project,
            Map.of("hasTrustDialogAccepted", true, "hasCompletedProjectOnboarding", true)));
    Files.createDirectories(home);
    Files.writeString(
        home.resolve(".claude.json"), JsonMapper.builder().build().writeValueAsString(settings));
  }

  /** The environment in which it talks to this API and to nothing else. */
  public static Map<String, String> environment(Path home, URI api) {
    return Map.of(
        "HOME",
        home.toString(),
        "ANTHROPIC_BASE_URL",
        api.toString(),
        "ANTHROPIC_API_KEY",
        KEY,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
        "1",
        "DISABLE_AUTOUPDATER",
        "1");
  }
}
