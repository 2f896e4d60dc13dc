package dev.cofferdam.session.settings;

import dev.cofferdam.policy.settings.PolicyFileException;
import dev.cofferdam.policy.settings.Problems;
import dev.cofferdam.policy.settings.Yaml;
import dev.cofferdam.policy.settings.YamlReader;
import dev.cofferdam.session.image.Agent;
import dev.cofferdam.session.image.Profile;
import dev.cofferdam.session.plan.SessionPlan.Mount;
import dev.cofferdam.session.plan.SessionPlan.Services;
import dev.cofferdam.session.secret.SecretSource;
import dev.cofferdam.session.terminal.DetachKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a project's {@code .coffer/config.yaml} says. What it does not say is empty.
 *
 * @param agent who works
 * @param profile the toolchain
 * @param policy a preset, or a policy file; a relative path counts from the project's folder
 * @param memoryBytes the workspace's memory
 * @param nanoCpus its CPUs, in billionths
 * @param pids its processes
 * @param environment {@code NAME=value}, or {@code NAME} for the caller's own value
 * @param secrets files below {@code /run/secrets}
 * @param mounts further folders of the host
 * @param services what is served beside the gate
 * @param imageName an image that is there already; empty to build one
 * @param imageBase what the image is built on; empty for the usual
 * @param imageNetwork the network of build steps; empty for the engine's default
 * @param detachKeys the keys that leave a session
 * @param record whether what its terminal shows is recorded for a watch
 */
public record ProjectSettings(
    Optional<Agent> agent,
    Optional<Profile> profile,
    Optional<String> policy,
    Optional<Long> memoryBytes,
    Optional<Long> nanoCpus,
    Optional<Long> pids,
    List<String> environment,
    List<SecretSource> secrets,
    List<Mount> mounts,
    Services services,
    String imageName,
    String imageBase,
    String imageNetwork,
    DetachKeys detachKeys,
    boolean record) {

  /** Seen from the project's folder. */
  public static final Path FILE = Path.of(".coffer", "config.yaml");

  private static final long MAX_BYTES = 256 * 1024;

  private static final ProjectSettings NONE =
      new ProjectSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Services.DEFAULT,
          "",
          "",
          "",
          DetachKeys.DEFAULT,
          false);

  /**
   * Reads the settings of a project; a project without the file has none.
   *
   * @throws PolicyFileException with every problem and its line
   */
  public static ProjectSettings read(Path project) throws IOException, PolicyFileException {
    Path file = project.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than 256 KiB, so it holds no settings");
    }
    return parse(file.toString(), Files.readString(file));
  }

  /** A file with every setting in comments; parsed, it says nothing. */
  public static InputStream template() throws IOException {
    InputStream template = ProjectSettings.class.getResourceAsStream("config.yaml");
    if (template == null) {
      throw new IOException("this coffer is incomplete: its template is missing; build it again");
    }
    return template;
  }

  /** Reads settings from a text; an empty one has none. */
  static ProjectSettings parse(String file, String text) throws PolicyFileException {
    if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
      return NONE;
    }
    Problems problems = new Problems(file);
    Yaml document = YamlReader.read(text, problems);
    ProjectSettings settings =
        document == null ? NONE : new ProjectSettingsReader(problems).read(document);
    problems.throwIfAny();
    return settings;
  }
}
