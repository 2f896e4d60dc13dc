package dev.cofferdam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsCommandTest {
  private static final String SESSION = "5e551011-0000-4000-8000-000000000001";
  private static final String ID = "a1".repeat(16);

  @TempDir private Path folder;

  @BeforeEach
  void fillAnArchive() throws IOException {
    try (Archive archive = LuceneArchive.open(folder.resolve("watch/archive"))) {
      archive.put(
          List.of(
              exchange(
                  ID,
                  "ann",
                  "claude-opus-4-5-20251101",
                  "Explain the harbour,\n\tmaster",
                  "=Tides\u001b[2J \"turn\""),
              exchange("b2".repeat(16), "bob", "model-from-the-future", "Other things", "Yes")));
    }
  }

  @Test
  void aSearchShowsWhatMatchesAndHowToGoOn() {
    CommandRun run = prompts("search", "harbour");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Explain the harbour, master")
        .contains(ID.substring(0, 12), "ann@host", "/home/ann/my quay", "1 tools", "1 match")
        .contains("cd '/home/ann/my quay' && claude --resume " + SESSION)
        .doesNotContain("Other things", "\u001b");
    assertThat(prompts("search", "nowhere").out()).contains("nothing matches");
  }

  @Test
  void aSearchIsPagedAndCounted() {
    CommandRun first = prompts("search", "--limit", "1", "--facets");

    assertThat(first.out()).contains("2 match; more: --after ").contains("project").contains("ann");
    String after = first.out().replaceFirst("(?s).*--after (\\S+).*", "$1");
    assertThat(prompts("search", "--limit", "1", "--after", after).out())
        .isNotEqualTo(first.out())
        .contains("claude --resume");
    assertThat(prompts("search", "--after", "nonsense").exitCode()).isEqualTo(2);
    assertThat(prompts("search", "--order", "random").exitCode()).isEqualTo(2);
    assertThat(prompts("search", "--limit", "0").exitCode()).isEqualTo(2);
    assertThat(prompts("search", "--agent", "hal").err()).contains("claude, codex");
    assertThat(prompts("search", "--json", "harbour").out())
        .contains("\"resume\"", "\"total\" : 1");
  }

  @Test
  void anExchangeIsShownWhole() {
    CommandRun run = prompts("show", ID.substring(0, 8));

    assertThat(run.out())
        .contains(
            "Explain the harbour,", "    master", "Bash", "command: ls", "masked: 1 password");
    assertThat(run.out()).doesNotContain("\u001b");
    assertThat(prompts("show", ID, "--json").out()).contains("\"prompt\"");
    assertThat(prompts("show", "ffff").exitCode()).isEqualTo(1);
    assertThat(prompts("show", "../x").exitCode()).isEqualTo(2);
  }

  @Test
  void exportsSuitPeopleAndPrograms() throws IOException {
    assertThat(prompts("export").out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"id\""));
    CommandRun csv = prompts("export", "--format", "csv", "--user", "ann");
    assertThat(csv.out()).startsWith("id,started").contains("\"'=Tides\u001b[2J \"\"turn\"\"\"");
    assertThat(prompts("export", "--format", "markdown").out()).contains("> Explain the harbour,");
    assertThat(prompts("export", "--format", "pdf").exitCode()).isEqualTo(2);
    Path file = folder.resolve("out.jsonl");
    assertThat(prompts("export", "--out", file.toString()).exitCode()).isZero();
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(prompts("export", "--out", file.toString()).err()).contains("is there already");
  }

  @Test
  void costsThatAreUnknownAreSaidToBe() throws IOException {
    CommandRun run = prompts("stats", "--by", "model");

    // 1 M in at 5, 1 M out at 25, 1 M read at 0.5, 1 M written at 6.25 and 10.
    assertThat(run.out()).contains("46.75").contains("unknown").contains("46.75+");
    assertThat(run.out()).contains("model-from-the-future, whose prices are unknown");
    assertThat(prompts("stats", "--json").out()).contains("\"cost_is_complete\" : false");
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        folder.resolve("config/prices.yaml"),
        "currency: EUR\nprices:\n  - {model: \"*\", input: 1, output: 1}\n");
    assertThat(prompts("stats", "--by", "project").out())
        .contains("10.00", "COST EUR")
        .doesNotContain("unknown");
    Files.writeString(folder.resolve("config/prices.yaml"), "prices:\n  - {modle: x}\n");
    assertThat(prompts("stats").exitCode()).isEqualTo(2);
    assertThat(prompts("stats").err()).contains("'modle'", "known are");
    assertThat(prompts("stats", "--price-table").out()).contains("claude-opus-4-5*");
  }

  @Test
  void labelsAreAttachedAndRemoved() {
    assertThat(prompts("label", ID, "keep", "two words").out().strip())
        .isEqualTo("keep, two words");
    assertThat(prompts("search", "--label", "two words").out()).contains("#two words");
    assertThat(prompts("label", ID, "--remove", "keep", "--json").out())
        .contains("two words")
        .doesNotContain("keep");
    assertThat(prompts("label", ID, " ").exitCode()).isEqualTo(2);
    assertThat(prompts("label", "ffff", "x").exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsForgottenIsGone() {
    assertThat(prompts("forget").exitCode()).isEqualTo(2);
    assertThat(prompts("forget", "--user", "ann", "--session", "x").exitCode()).isEqualTo(2);
    assertThat(prompts("forget", "--user", "ann").out()).contains("1 exchange forgotten");
    assertThat(prompts("search").out()).contains("Other things").doesNotContain("harbour");
    assertThat(prompts("forget", "--before", "whenever").exitCode()).isEqualTo(2);
    assertThat(prompts("forget", "--before", "2026-01-01T00:00:00Z").out()).contains("0 exchanges");
    assertThat(prompts("forget", "--id", "b2b2", "--json").out()).contains("\"forgotten\" : 1");
  }

  @Test
  void credentialsInAnArchivesUrlAreRefused() {
    CommandRun run = CommandRun.of("prompts", "search", "--archive", "https://ann:pw@host:9200");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("OPENSEARCH_PASSWORD_FILE").doesNotContain("pw@");
  }

  private CommandRun prompts(String command, String... options) {
    String[] all = new String[options.length + 6];
    all[0] = "prompts";
    all[1] = command;
    all[2] = "--state";
    all[3] = folder.toString();
    all[4] = "--config";
    all[5] = folder.resolve("config").toString();
    System.arraycopy(options, 0, all, 6, options.length);
    return CommandRun.of(all);
  }

  private static Exchange exchange(
      String id, String user, String model, String prompt, String answer) {
    Instant started = Instant.parse("2026-03-01T12:00:00Z");
    return new Exchange(
        id,
        AgentKind.CLAUDE_CODE,
        ExchangeKind.PROMPT,
        user,
        "host",
        "/home/ann/.claude/projects/p/" + SESSION + ".jsonl",
        SESSION,
        "",
        "/home/ann/my quay",
        "main",
        model,
        "2.1.0",
        prompt,
        answer,
        List.of(new ToolUse("Bash", "0123456789abcdef", "command: ls", ToolUse.Outcome.OK)),
        new TokenUsage(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000),
        started,
        started,
        true,
        1,
        List.of(),
        Map.of("password", 1),
        new TreeSet<>());
  }
}
