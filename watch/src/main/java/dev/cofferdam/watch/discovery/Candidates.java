package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.discovery.SessionLink.Ambiguous;
import dev.cofferdam.watch.discovery.SessionLink.Unknown;
import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sessions that an agent may be writing: those whose transcripts were written since it was
 * started, where it would write its own. Which one is its, nothing says.
 */
final class Candidates {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_FILES = 200;
  private static final int MAX_CANDIDATES = 8;
  private static final int MAX_HEAD = 4 * 1024;
  private static final int ID = 36;
  private static final String LINES = ".jsonl";

  private final AgentProcess agent;
  private final HostFiles files;
  private final String workingFolder;
  private final List<String> found = new ArrayList<>();

  private Candidates(AgentProcess agent, HostFiles files, String workingFolder) {
    this.agent = agent;
    this.files = files;
    this.workingFolder = workingFolder;
  }

  static SessionLink of(AgentProcess agent, HostFiles files) {
    if (agent.folder().isEmpty()) {
      return new Unknown("its working folder cannot be read");
    }
    Candidates candidates = new Candidates(agent, files, agent.folder().get());
    for (String folder : agent.configFolders()) {
      candidates.look(folder);
    }
    return candidates.found.isEmpty()
        ? new Unknown("it has written no transcript since it was started")
        : new Ambiguous(candidates.found, "written since it was started, maybe by another agent");
  }

  private void look(String folder) {
    try {
      switch (agent.agent()) {
        case CLAUDE_CODE -> claude(folder);
        case CODEX -> codex(folder);
        case GEMINI_CLI -> gemini(folder);
        case QWEN_CODE, OPENCODE, COPILOT_CLI, CURSOR_AGENT, AIDER, GOOSE, AMP -> {}
      }
    } catch (IOException e) {
      // Whoever reads the transcripts themselves reports what cannot be read.
    }
  }

  /** The project's folder is its path, whose signs may stand for others. */
  private void claude(String folder) throws IOException {
    String slug = workingFolder.replaceAll("[^A-Za-z0-9]", "-");
    for (FileFacts file : fresh(folder + "/projects/" + slug, 1)) {
      add(withoutEnding(file.path()));
    }
  }

  /** {@code sessions/YEAR/MONTH/DAY/rollout-TIME-ID.jsonl}, of all folders together. */
  private void codex(String folder) throws IOException {
    for (FileFacts file : fresh(folder + "/sessions", 5)) {
      String name = withoutEnding(file.path());
      add(name.substring(Math.max(0, name.length() - ID)));
    }
  }

  /** The first line says the id, and the project by its path's hash. */
  private void gemini(String folder) throws IOException {
    String project = hash(workingFolder);
    for (FileFacts file : fresh(folder + "/tmp", 4)) {
      Optional<JsonNode> head = firstLine(file.path());
      if (head.isPresent() && head.get().path("projectHash").asString("").equals(project)) {
        add(head.get().path("sessionId").asString(""));
      }
    }
  }

  private List<FileFacts> fresh(String folder, int depth) throws IOException {
    return files.list(folder, LINES, depth, MAX_FILES).stream()
        .filter(file -> !file.modified().isBefore(agent.started()))
        .limit(MAX_CANDIDATES)
        .toList();
  }

  private void add(String session) {
    if (Claims.isId(session) && found.size() < MAX_CANDIDATES && !found.contains(session)) {
      found.add(session);
    }
  }

  private Optional<JsonNode> firstLine(String path) throws IOException {
    String head = new String(files.read(path, 0, MAX_HEAD), StandardCharsets.UTF_8);
    int end = head.indexOf('\n');
    if (end < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(head.substring(0, end)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String withoutEnding(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(0, name.length() - LINES.length());
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
