package dev.cofferdam.gate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.gate.record.Ownership.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
  @TempDir Path folder;

  @Test
  void ownersSurviveARestart() throws Exception {
    Path file = folder.resolve("owners.json");
    Ownership first = Ownership.open(file);
    first.own(Kind.IMAGE, "sha256:1", "a");
    first.ownTag("docker.io/library/x:latest", "sha256:1", "b");
    first.ownTag("docker.io/library/y:1", "sha256:1", "b");
    first.forgetTag("docker.io/library/y:1");
    first.own(Kind.VOLUME, "v", "a");
    first.own(Kind.VOLUME, "w", "a");
    first.forget(Kind.VOLUME, "w");
    Ownership second = Ownership.open(file);
    assertThat(second.owner(Kind.IMAGE, "sha256:1")).contains("a");
    assertThat(second.tagOwner("docker.io/library/x:latest", "sha256:1")).contains("b");
    assertThat(second.tagOwner("docker.io/library/x:latest", "sha256:2")).isEmpty();
    assertThat(second.tagOwner("docker.io/library/y:1", "sha256:1")).isEmpty();
    assertThat(second.owner(Kind.VOLUME, "v")).contains("a");
    assertThat(second.owner(Kind.VOLUME, "w")).isEmpty();
    assertThat(second.owner(Kind.IMAGE, "v")).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "{}",
        "{\"images\":{},\"tags\":{}}",
        "{\"images\":[],\"tags\":{},\"volumes\":{}}",
        "{\"images\":{\"a\":1},\"tags\":{},\"volumes\":{}}",
        "{\"images\":{\"a\":null},\"tags\":{},\"volumes\":{}}",
        "{\"images\":{\"a\":{}},\"tags\":{},\"volumes\":{}}",
        "{\"images\":{},\"tags\":{\"a\":\"b\"},\"volumes\":{}}",
        "{\"images\":{},\"tags\":{\"a\":{\"owner\":\"b\"}},\"volumes\":{}}"
      })
  void aDamagedFileIsAnErrorAndNotAnEmptyRecord(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("owners.json"), text);
    assertThatThrownBy(() -> Ownership.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("damaged");
  }

  @Test
  void theFileIsWholeAtEveryMoment() throws Exception {
    Path file = folder.resolve("owners.json");
    Ownership record = Ownership.open(file);
    record.own(Kind.VOLUME, "v", "a");
    Thread writer =
        Thread.startVirtualThread(() ->
            IntStream.range(0, 200)
                .forEach(i -> {
                  try {
                    record.own(Kind.VOLUME, "v" + i, "a");
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    int reads = 0;
    do {
      assertThat(Ownership.open(file).owner(Kind.VOLUME, "v")).contains("a");
      reads++;
    } while (writer.isAlive());
    assertThat(reads).isPositive();
    assertThat(Ownership.open(file).owner(Kind.VOLUME, "v199")).contains("a");
  }

  @Test
  void aHalfWrittenSuccessorIsNoHindrance() throws Exception {
    Path file = folder.resolve("owners.json");
    Ownership.open(file).own(Kind.VOLUME, "v", "a");
    Files.writeString(folder.resolve("owners.json.new"), "{\"ima");
    Ownership record = Ownership.open(file);
    record.own(Kind.VOLUME, "w", "a");
    assertThat(Ownership.open(file).owner(Kind.VOLUME, "w")).contains("a");
  }
}
