package dev.cofferdam.session.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The toolchain that a workspace has. */
public enum Profile {
  BASE,
  JAVA("pom.xml", "build.gradle", "build.gradle.kts"),
  NODE("package.json"),
  PYTHON("pyproject.toml", "Pipfile", "requirements.txt");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> signs;

  Profile(String... signs) {
    this.signs = List.of(signs);
  }

  /** The name people use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the files of a project's folder say: the first profile with one of its signs. */
  public static Profile of(Path project) {
    for (Profile profile : values()) {
      if (profile.signs.stream().anyMatch(sign -> Files.isRegularFile(project.resolve(sign)))) {
        return profile;
      }
    }
    return BASE;
  }

  /**
   * @throws IllegalArgumentException when there is no such profile
   */
  public static Profile parse(String word) {
    for (Profile profile : values()) {
      if (profile.word().equals(word)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "is no profile; "
            + Suggestion.of(word, Arrays.stream(values()).map(Profile::word).toList())
            + "use base, java, node or python");
  }
}
