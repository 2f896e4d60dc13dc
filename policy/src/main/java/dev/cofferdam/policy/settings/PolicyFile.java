package dev.cofferdam.policy.settings;

import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.compat.CompatPolicy;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The policy file: YAML on top of a preset. The reference for people is {@code docs/policy.md}.
 *
 * <p>Everything that is not understood is an error with its place in the file, and all errors are
 * told at once. Immutable, safe for any thread.
 */
public final class PolicyFile {
  private final Set<String> ruleIds;

  /**
   * @param ruleIds the ids that the key {@code rules} may name, beside those of {@code compat}
   */
  public PolicyFile(Set<String> ruleIds) {
    Set<String> all = new TreeSet<>(ruleIds);
    all.addAll(CompatPolicy.RULES);
    this.ruleIds = Set.copyOf(all);
  }

  /**
   * Reads a policy. A file without the key {@code preset} starts from {@code develop}.
   *
   * @param file the name of the text for messages, usually its path
   * @throws PolicyFileException with everything that is wrong
   */
  public Settings read(String file, String text) throws PolicyFileException {
    Problems problems = new Problems(file);
    Yaml document = YamlReader.read(text, problems);
    @Nullable Settings settings =
        document == null ? null : new PolicyReader(problems, ruleIds).settings(document);
    problems.throwIfAny();
    if (settings == null) {
      throw new IllegalStateException("a policy file was neither read nor refused");
    }
    return settings;
  }

  /**
   * The whole effective policy as YAML with comments; {@link #read} makes equal settings of it.
   * Sections that have no effect under the preset are left out.
   */
  public static String write(Settings settings) {
    return new PolicyWriter(settings).write();
  }

  /**
   * Reads a mount as the command line writes it: {@code CLIENT=HOST}, {@code CLIENT=HOST:ro} or
   * {@code CLIENT=HOST:rw}; without a mode it is writable.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static BindMount mount(String text) {
    return Mounts.parse(text);
  }
}
