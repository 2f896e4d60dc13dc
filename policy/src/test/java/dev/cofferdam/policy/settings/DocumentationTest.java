package dev.cofferdam.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.policy.compat.CompatEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows is what the code reads. */
class DocumentationTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final PolicyFile FILES =
      new PolicyFile(Set.of("container.privileged", "image.registry"));

  @ParameterizedTest
  @ValueSource(strings = {"policy.md", "compat.md"})
  void everyYamlBlockIsAPolicy(String page) throws Exception {
    List<String> blocks = blocks(page);
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      Settings settings = FILES.read(page, block);
      assertThat(FILES.read(page, PolicyFile.write(settings))).as(block).isEqualTo(settings);
    }
  }

  @Test
  void everyKeyOfThePolicyFileHasASection() throws Exception {
    String page = text("policy.md");
    for (String line : PolicyFile.write(Presets.defaults(Preset.DEVELOP)).lines().toList()) {
      if (line.matches("[a-z-]+:.*")) {
        assertThat(page).contains("## " + line.substring(0, line.indexOf(':')) + "\n");
      }
    }
    assertThat(page).contains("## compat\n");
  }

  @Test
  void everySwitchIsInTheTableWithItsDefault() throws Exception {
    String page = text("compat.md");
    for (String name : CompatEnvironment.COMMON) {
      int byDefault = CompatEnvironment.DEFAULTS.contains(name) ? 1 : 0;
      assertThat(page).contains("| `" + name + "` | " + byDefault + " |");
    }
    for (String name : CompatEnvironment.LINUXSERVER_ONLY) {
      if (!name.startsWith("LIBPOD_")) {
        assertThat(page).contains("| `" + name + "` | 0 |");
      }
    }
  }

  @Test
  void theDefaultLimitsAreThoseOfTheTable() throws Exception {
    assertThat(PolicyFile.write(Presets.defaults(Preset.DEVELOP)))
        .contains(
            "memory: 4g\n    default-memory: 2g\n    cpus: 2\n    pids: 1024\n    shm: 1g\n"
                + "    log: 100m\n")
        .contains("containers: 32\n    memory: 32g\n    cpus: none\n    ports: 64\n");
    assertThat(text("policy.md"))
        .contains("| `container.memory` | `4g` |", "| `principal.ports` | `64` |");
  }

  private static List<String> blocks(String page) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : text(page).lines().toList()) {
      if (block == null && line.equals("```yaml")) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  private static String text(String page) throws IOException {
    return Files.readString(DOCS.resolve(page));
  }
}
