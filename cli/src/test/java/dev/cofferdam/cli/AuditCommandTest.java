package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.FileJournal;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.JournalSettings;
import dev.cofferdam.journal.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  private static final String ID = "ab".repeat(32);

  @TempDir private Path folder;

  @BeforeEach
  void writeAJournal() throws IOException {
    try (Journal journal = FileJournal.open(folder.resolve("journal"), JournalSettings.DEFAULT)) {
      journal.record(entry(Duration.ofHours(3), "ann", "ContainerList", "forward", null, 200));
      journal.record(
          entry(
              Duration.ofMinutes(5),
              "bob",
              "ContainerCreate",
              "deny",
              "container.privileged",
              403));
      journal.record(entry(Duration.ofMinutes(1), "ann", "ContainerDelete", "forward", null, 204));
    }
  }

  @Test
  void theNewestEntriesComeLast() {
    CommandRun run = audit("tail", "-n", "2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out().lines().toList().get(1))
        .contains("bob", "ContainerCreate", "deny", "403", "container.privileged", "1.5ms")
        .contains(ID.substring(0, 12))
        .doesNotContain(ID.substring(0, 14), "\u001b");
    assertThat(run.out().lines().toList().get(2)).contains("ann", "ContainerDelete");
  }

  @Test
  void theLinesComeRawAsJson() {
    CommandRun run = audit("tail", "--json", "-n", "1");

    assertThat(run.out()).startsWith("{\"seq\":").contains(ID);
    assertThat(run.out().lines()).hasSize(1);
  }

  @Test
  void aQueryFindsWhatMatchesEverything() {
    assertThat(found("--principal", "ann")).hasSize(2);
    assertThat(found("--since", "2h")).hasSize(2);
    assertThat(found("--until", "2h")).hasSize(1);
    assertThat(found("--since", Instant.now().minusSeconds(120).toString())).hasSize(1);
    assertThat(found("--status", "4xx")).hasSize(1);
    assertThat(found("--status", "200-204")).hasSize(2);
    assertThat(found("--status", "204")).hasSize(1);
    assertThat(found("--operation", "Container*", "--verdict", "deny")).hasSize(1);
    assertThat(found("--rule", "container.*")).hasSize(1);
    assertThat(found("--target", ID)).hasSize(3);
    assertThat(found("--limit", "1")).hasSize(1);
    assertThat(found("--principal", "eve")).isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsAUsageError() {
    CommandRun run = audit("query", "--since", "yesterday");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--since", "2h");
    assertThat(audit("query", "--status", "many").exitCode()).isEqualTo(2);
  }

  @Test
  void anUntouchedJournalIsSoundAndNamesItsHead() {
    CommandRun run = audit("verify");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("sound: 3 entries").containsPattern("head: +[0-9a-f]{64}");
    String head = run.out().replaceFirst("(?s).*head: +([0-9a-f]{64}).*", "$1");
    assertThat(audit("verify", "--against", head).exitCode()).isZero();
    assertThat(audit("verify", "--against", "0".repeat(63) + "1").exitCode()).isEqualTo(1);
    assertThat(audit("verify", "--against", "abc").exitCode()).isEqualTo(2);
  }

  @Test
  void aChangedLineIsFound() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        if (text.contains("\"bob\"")) {
          Files.writeString(file, text.replace("\"bob\"", "\"ann\""));
        }
      }
    }

    CommandRun run = audit("verify");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("broken: segment 1, line 3");
    assertThat(audit("verify", "--json").out()).contains("\"sound\" : false");
  }

  @Test
  void aJournalThatIsNotThereIsToldWithTheNextStep() {
    for (String command : List.of("tail", "query", "verify")) {
      CommandRun run =
          CommandRun.of("audit", command, "--journal", folder.resolve("none").toString());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("there is no journal", "--journal DIR");
    }
  }

  @Test
  void controlCharactersOfARequestDoNotReachTheTerminal() throws IOException {
    Path other = folder.resolve("other");
    try (Journal journal = FileJournal.open(other, JournalSettings.DEFAULT)) {
      journal.record(
          entry(Duration.ZERO, "ann", "Container\u001b[2J\u202eList", "forward", null, 200));
    }

    CommandRun run = CommandRun.of("audit", "tail", "--journal", other.toString());

    assertThat(run.out()).contains("Container?[2J?List").doesNotContain("\u001b", "\u202e");
  }

  private CommandRun audit(String command, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "audit";
    all[1] = command;
    all[2] = "--state";
    all[3] = folder.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return CommandRun.of(all);
  }

  private List<String> found(String... options) {
    CommandRun run = audit("query", options);
    assertThat(run.err()).isEmpty();
    return run.out().lines().skip(1).toList();
  }

  private static Entry entry(
      Duration ago,
      String principal,
      String operation,
      String verdict,
      @Nullable String rule,
      int status) {
    return new Entry(
        Kind.REQUEST,
        Instant.now().minus(ago).toEpochMilli() * 1_000_000,
        principal,
        null,
        "GET",
        "/containers",
        operation,
        ID,
        verdict,
        rule,
        null,
        List.of(),
        status,
        0,
        0,
        1_500_000);
  }
}
