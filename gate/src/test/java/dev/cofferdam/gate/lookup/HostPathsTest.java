package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.policy.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPathsTest {
  @TempDir Path folder;
  private Path root;
  private Path outside;

  @BeforeEach
  void prepare() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectory(folder.resolve("root"));
    Files.createDirectory(root.resolve("sub"));
    outside = Files.createDirectory(folder.resolve("outside"));
  }

  private Fact.HostPath look(Path path) throws IOException {
    return HostPaths.look(path.toString(), root.toString());
  }

  @Test
  void aFolderInsideIsInside() throws Exception {
    assertThat(look(root.resolve("sub")))
        .isEqualTo(new Fact.HostPath(root.resolve("sub").toString(), true, true, root.toString()));
    assertThat(look(root))
        .isEqualTo(new Fact.HostPath(root.toString(), true, true, root.toString()));
  }

  @Test
  void aFolderThatIsYetToBeMadeIsInside() throws Exception {
    assertThat(look(root.resolve("new/deep")))
        .isEqualTo(
            new Fact.HostPath(root.resolve("new/deep").toString(), false, true, root.toString()));
  }

  @Test
  void aLinkOutIsOutside() throws Exception {
    Files.createSymbolicLink(root.resolve("out"), outside);
    assertThat(look(root.resolve("out")).inside()).isFalse();
    assertThat(look(root.resolve("out/new")).inside()).isFalse();
    Files.createSymbolicLink(root.resolve("up"), Path.of("../outside"));
    assertThat(look(root.resolve("up")).inside()).isFalse();
  }

  @Test
  void aLinkToALinkOutIsOutside() throws Exception {
    Files.createSymbolicLink(root.resolve("second"), outside);
    Files.createSymbolicLink(root.resolve("first"), root.resolve("second"));
    assertThat(look(root.resolve("first")).inside()).isFalse();
  }

  @Test
  void aLinkInsideIsInside() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), root.resolve("sub"));
    assertThat(look(root.resolve("link/new")))
        .isEqualTo(
            new Fact.HostPath(root.resolve("sub/new").toString(), false, true, root.toString()));
  }

  @Test
  void aDanglingLinkIsOutsideWhereverItPoints() throws Exception {
    Files.createSymbolicLink(root.resolve("dangling"), folder.resolve("nowhere"));
    assertThat(look(root.resolve("dangling")).inside()).isFalse();
    assertThat(look(root.resolve("dangling/new")).inside()).isFalse();
  }

  @Test
  void aLoopIsOutside() throws Exception {
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    assertThat(look(root.resolve("loop")).inside()).isFalse();
    assertThat(look(root.resolve("loop/x")).inside()).isFalse();
  }

  @Test
  void aRootThatIsALinkIsFollowed() throws Exception {
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), root);
    Fact.HostPath seen = HostPaths.look(alias.resolve("sub").toString(), alias.toString());
    assertThat(seen)
        .isEqualTo(new Fact.HostPath(root.resolve("sub").toString(), true, true, root.toString()));
  }

  @Test
  void nothingIsInsideOfARootThatDoesNotExist() throws Exception {
    String gone = folder.resolve("gone").toString();
    assertThat(HostPaths.look(gone, gone).inside()).isFalse();
    assertThat(HostPaths.look(gone + "/x", gone).inside()).isFalse();
  }

  @Test
  void aSiblingWithTheSameBeginningIsOutside() throws Exception {
    Path sibling = Files.createDirectory(folder.resolve("root2"));
    assertThat(look(sibling).inside()).isFalse();
  }
}
