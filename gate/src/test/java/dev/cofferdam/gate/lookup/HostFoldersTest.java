package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Verdict.NewFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that the gate makes, and where it makes none. */
@Timeout(60)
class HostFoldersTest {
  @TempDir Path folder;
  private Path root;
  private Path outside;

  @BeforeEach
  void prepare() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectory(folder.resolve("root"));
    outside = Files.createDirectory(folder.resolve("outside"));
  }

  private void make(String path) throws Exception {
    HostFolders.make(new NewFolder(root.toString(), path));
  }

  @Test
  void everyMissingFolderOfThePathIsMade() throws Exception {
    make("a/b c/ü");
    assertThat(root.resolve("a/b c/ü")).isDirectory();
    make("a/b c/ü/d");
    assertThat(root.resolve("a/b c/ü/d")).isEmptyDirectory();
  }

  @Test
  void aNewFolderIsForItsOwnerToWriteAndForAllToRead() throws Exception {
    make("a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(Files.getOwner(root.resolve("a"))).isEqualTo(Files.getOwner(root));
  }

  @Test
  void aLinkOnTheWayIsRefusedWhereverItPoints() throws Exception {
    Files.createSymbolicLink(root.resolve("out"), outside);
    Files.createDirectory(root.resolve("in"));
    Files.createSymbolicLink(root.resolve("same"), Path.of("in"));
    for (String path : new String[] {"out", "out/x", "same/x"}) {
      assertThatThrownBy(() -> make(path))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("symbolic link");
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("in")).isEmptyDirectory();
  }

  @Test
  void aFileOnTheWayIsRefused() throws Exception {
    Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> make("file/x")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> make("file")).isInstanceOf(Refusal.class);
  }

  @Test
  void upwardsIsNoWay() {
    assertThatThrownBy(() -> make("../outside/x")).isInstanceOf(Refusal.class);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void namesThatNoFileSystemTakesAreRefused() {
    assertThatThrownBy(() -> make("a".repeat(300))).isInstanceOf(Refusal.class);
  }

  @Test
  void aRootThatBecameALinkIsRefused() throws Exception {
    Files.delete(root);
    Files.createSymbolicLink(root, outside);
    assertThatThrownBy(() -> make("x")).isInstanceOf(Refusal.class);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void noRaceMakesAFolderOutside() throws Exception {
    Path way = root.resolve("way");
    AtomicBoolean over = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!over.get()) {
                  Files.createSymbolicLink(way, outside);
                  Files.delete(way);
                  Files.createDirectory(way);
                  Files.move(way, Files.createTempDirectory(folder, "old").resolve("way"));
                }
              } catch (IOException e) {
                // The maker made the folder first: the race has been run.
              }
            });
    int made = 0;
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      try {
        make("way/x" + i);
        made++;
      } catch (Refusal e) {
        refused++;
      }
    }
    over.set(true);
    swapper.join();
    assertThat(made).isPositive();
    assertThat(made + refused).isEqualTo(3_000);
    assertThat(outside).isEmptyDirectory();
  }
}
