package dev.cofferdam.session.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmdebstrapTest {
  @TempDir Path folder;

  @Test
  void whereItIsMissingAndMayNotBeInstalledTheCommandForItIsSaid() {
    Mmdebstrap missing =
        new Mmdebstrap(Map.of("PATH", folder.toString(), "COFFER_NO_INSTALL", "1"));

    assertThatThrownBy(() -> missing.start("", folder.resolve("errors"), line -> {}))
        .hasMessageContaining("apt-get install mmdebstrap");
  }

  @Test
  void whereAptIsMissingTooTheCommandForItIsSaid() {
    Mmdebstrap missing = new Mmdebstrap(Map.of("PATH", folder.toString()));

    assertThatThrownBy(() -> missing.start("", folder.resolve("errors"), line -> {}))
        .hasMessageContaining("apt-get install mmdebstrap");
  }

  @Test
  void anInstallationThatFailsSaysWhy() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")));
    Path apt = folder.resolve("apt-get");
    Files.writeString(apt, "#!/bin/sh\necho 'E: no such package' >&2\nexit 100\n");
    Files.setPosixFilePermissions(apt, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> said = new ArrayList<>();

    assertThatThrownBy(() ->
            new Mmdebstrap(Map.of("PATH", folder.toString()))
                .start("", folder.resolve("errors"), said::add))
        .hasMessageContaining("E: no such package");
    assertThat(said).containsExactly("installing mmdebstrap, once");
  }
}
