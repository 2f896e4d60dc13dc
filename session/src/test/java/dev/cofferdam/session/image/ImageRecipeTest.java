package dev.cofferdam.session.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRecipeTest {
  private static final MachineSettings PLAIN = new MachineSettings(Map.of(), "", "");

  @TempDir private Path folder;

  @Test
  void theSameRecipeHasTheSameNameAndAnyDifferenceAnother() throws IOException {
    ImageRecipe recipe = ImageRecipe.usual(Profile.JAVA, Agent.CLAUDE, "base", PLAIN);

    assertThat(recipe.name())
        .matches("cofferdam/workspace:java-claude-[0-9a-f]{12}")
        .isEqualTo(ImageRecipe.usual(Profile.JAVA, Agent.CLAUDE, "base", PLAIN).name())
        .isNotEqualTo(ImageRecipe.usual(Profile.JAVA, Agent.CLAUDE, "other", PLAIN).name())
        .isNotEqualTo(
            ImageRecipe.usual(
                    Profile.JAVA,
                    Agent.CLAUDE,
                    "base",
                    new MachineSettings(Map.of("ca.crt", "pem"), "", ""))
                .name());
  }

  @Test
  void aProjectsOwnFolderIsItsContext() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "ARG BASE\nFROM ${BASE}\nCOPY tool /\n");
    Files.writeString(folder.resolve("tool"), "1");
    String before = ImageRecipe.own(folder, "base").name();
    Files.writeString(folder.resolve("tool"), "2");

    assertThat(before).startsWith("cofferdam/workspace:own-");
    assertThat(ImageRecipe.own(folder, "base").name()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"ARG BASE,true", "arg base=x,true", "ARG BASEMENT,false", "FROM debian,false"})
  void aDockerfileSaysWhetherItBuildsOnTheUsualWorkspace(String line, boolean onUsual) {
    assertThat(ImageRecipe.buildsOnUsual("# own\n" + line + "\nRUN true\n")).isEqualTo(onUsual);
  }

  @ParameterizedTest
  @CsvSource({
    "pom.xml,java",
    "build.gradle.kts,java",
    "package.json,node",
    "Pipfile,python",
    "README,base"
  })
  void theFilesOfAProjectSayItsProfile(String file, String profile) throws IOException {
    Files.createFile(folder.resolve(file));

    assertThat(Profile.of(folder).word()).isEqualTo(profile);
  }

  @Test
  void anUnknownAgentOrProfileIsSaidWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agent.parse("cloude"))
        .withMessage(
            "is no agent; did you mean claude? Otherwise use claude, codex, gemini or shell");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Profile.parse("cobol"))
        .withMessage("is no profile; use base, java, node or python");
  }

  @Test
  void whatIsPackedATarProgramUnpacks() throws Exception {
    byte[] tar =
        new Tar()
            .folder("home/agent", 0700, 1234, 1234)
            .file("etc/passwd", 0644, 1234, 1, "x".repeat(700).getBytes(StandardCharsets.UTF_8))
            .bytes();
    Path file = Files.write(folder.resolve("t.tar"), tar);

    Process list = new ProcessBuilder("tar", "--numeric-owner", "-tvf", file.toString()).start();

    assertThat(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .containsPattern("drwx------ 1234/1234 +0 .* home/agent/")
        .containsPattern("-rw-r--r-- 1234/1 +700 .* etc/passwd");
    assertThat(list.waitFor()).isZero();
  }
}
