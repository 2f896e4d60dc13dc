package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.discovery.SessionLink.Certain;
import dev.cofferdam.watch.discovery.SessionLink.Unknown;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.ProcFile;
import dev.cofferdam.watch.source.HostFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the session that an agent writes. Claude Code says it in {@code sessions/PID.json} (some
 * versions), in arguments, and in the environment of its tools, Codex (0.169, as it ran) in the
 * latter, Gemini CLI (0.61) nowhere. Folder and time alone are no proof, because several agents may
 * work in one folder.
 */
public final class SessionLinks {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_ENTRY = 64 * 1024;
  private static final int MAX_CHILDREN = 20;
  private static final String REGISTER_ENDING = ".json";

  private SessionLinks() {}

  /**
   * The link of an agent.
   *
   * @param files as the agent sees them
   * @param children processes that the agent started, at most some of which are looked at
   */
  public static SessionLink of(
      AgentProcess agent, HostView view, HostFiles files, List<Integer> children)
      throws IOException {
    if (agent.agent().kind() == AgentKind.OTHER) {
      return new Unknown("nothing is known of how " + agent.agent().label() + " names sessions");
    }
    Optional<Certain> entry = registered(agent, files);
    if (entry.isPresent()) {
      return entry.get();
    }
    if (agent.claim().isPresent()) {
      return agent.claim().get();
    }
    Optional<Certain> tools = ofTools(agent, view, children);
    if (tools.isPresent()) {
      return tools.get();
    }
    return Candidates.of(agent, files);
  }

  /**
   * The link of an agent whose link was certain before. {@code /clear} begins a new session in the
   * same process, so what can change is asked again; what cannot be read just now stays.
   */
  public static Certain again(
      AgentProcess agent, HostView view, HostFiles files, List<Integer> children, Certain before)
      throws IOException {
    Optional<Certain> entry = registered(agent, files);
    if (entry.isPresent()) {
      return entry.get();
    }
    return before.evidence().endsWith(REGISTER_ENDING)
        ? before
        : ofTools(agent, view, children).orElse(before);
  }

  private static Optional<Certain> registered(AgentProcess agent, HostFiles files) {
    return agent.agent() == KnownAgent.CLAUDE_CODE
        ? agent.configFolders().stream()
            .flatMap(folder -> registered(agent, files, folder).stream())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<Certain> registered(AgentProcess agent, HostFiles files, String folder) {
    String path = folder + "/sessions/" + agent.innerPid() + REGISTER_ENDING;
    try {
      if (files.stat(path).isEmpty()) {
        return Optional.empty();
      }
      JsonNode entry = JSON.readTree(files.read(path, 0, MAX_ENTRY));
      String session = entry.path("sessionId").asString("");
      boolean itself =
          entry.path("pid").asInt(0) == agent.innerPid()
              && (entry.has("procStart")
                  ? entry
                      .path("procStart")
                      .asString("")
                      .equals(Long.toString(agent.id().startTicks()))
                  // Older versions say when they began, which is after the process did.
                  : entry.path("startedAt").asLong(0) >= agent.started().toEpochMilli());
      return itself && Claims.isId(session)
          ? Optional.of(new Certain(session, "sessions/" + agent.innerPid() + REGISTER_ENDING))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      // Just being written, or not to be read: another source may tell.
      return Optional.empty();
    }
  }

  /** Tools and hooks are told the session that they serve. */
  private static Optional<Certain> ofTools(
      AgentProcess agent, HostView view, List<Integer> children) throws IOException {
    List<String> told = toldToTools(agent.agent());
    if (children.isEmpty() || told.isEmpty()) {
      return Optional.empty();
    }
    List<ProcFile> files =
        children.stream()
            .limit(MAX_CHILDREN)
            .map(pid -> new ProcFile(pid, ProcFile.Entry.ENVIRON))
            .toList();
    for (byte[] environ : view.read(files, agent.owner())) {
      Surroundings surroundings = Surroundings.of(environ);
      for (String variable : told) {
        Optional<String> session = surroundings.get(variable).filter(Claims::isId);
        if (session.isPresent()) {
          return session.map(id -> new Certain(id, variable + " of a tool it runs"));
        }
      }
    }
    return Optional.empty();
  }

  /** What an agent tells the programs that it starts; empty for one that tells nothing. */
  private static List<String> toldToTools(KnownAgent agent) {
    return switch (agent) {
      case CLAUDE_CODE -> List.of("CLAUDE_CODE_SESSION_ID");
      case CODEX -> List.of("CODEX_SESSION_ID", "CODEX_THREAD_ID");
      case GEMINI_CLI, QWEN_CODE, OPENCODE, COPILOT_CLI, CURSOR_AGENT, AIDER, GOOSE, AMP ->
          List.of();
    };
  }
}
