package dev.cofferdam.session.relay;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Codex finds in a new home. It reads the API's address from no variable, and its own sandbox
 * needs user namespaces, which no container has: the workspace is the sandbox. Source: its {@code
 * config.toml} reference, and Codex 0.169 as it ran.
 */
final class CodexHome {
  static final String FILE = ".codex/config.toml";

  private CodexHome() {}

  /**
   * The contents of {@link #FILE}.
   *
   * @param projects folders that it trusts, as the workspace sees them
   */
  static String settings(List<String> projects) {
    StringBuilder toml =
        new StringBuilder(
            """
            # Written by Cofferdam when this home was new; yours to change.
            model_provider = "cofferdam"
            # The workspace is the sandbox; the one of Codex needs what containers do not have.
            sandbox_mode = "danger-full-access"
            check_for_update_on_startup = false

            [model_providers.cofferdam]
            name = "OpenAI, through Cofferdam's relay"
            base_url = "%s"
            env_key = "OPENAI_API_KEY"
            wire_api = "responses"
            """
                .formatted(RelayVariables.address(Provider.OPENAI)));
    for (String project : projects) {
      // A JSON string is a basic string of TOML.
      String quoted = JsonMapper.shared().writeValueAsString(project);
      toml.append("\n[projects.").append(quoted).append("]\ntrust_level = \"trusted\"\n");
    }
    return toml.toString();
  }
}
